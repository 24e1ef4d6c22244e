"""Scheduled publication: a list is set up once, and from then on published by its forge's machines.

::

    detection   what a repository holds, before anything is published          setup     writes what init writes
    remote      git that speaks with the forge and makes commits               pages     a branch's tree <-> a folder
    delivery    fetch, build on the branch's own ledger, push; again on a race
    account     what a run did, as JSON and as Markdown                        status    how far readers are behind
"""
