"""A reader of GitHub's dialect of Markdown that knows what a list needs, and no more.

It follows cmark-gfm, the code that GitHub runs, down to its departures from the specification; `publisher.blocks` and
`publisher.inline` are its two faces.

::

    text ── scanner ── document.Block         lines to headings, items, rows, paragraphs
               ├── definitions                ``[label]: destination``
               ├── tables                     ``| a | b |``
               └── nest ── tags               HTML blocks: ``<li>``, ``<tr>``, ``<h2>``
    source ── reader ── Token                 inline source to text, links, images, code
               ├── delimiters                 ``**``, ``_``, ``~~``
               ├── destinations               what stands behind ``](``
               └── autolinks                  bare URLs and addresses
"""
