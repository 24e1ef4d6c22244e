"""What the sample list says of each note, in both languages.

The notes themselves are the Markdown files in ``notes``: ``blame.md`` in English, ``blame-cn.md`` in Chinese.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Pair:
    """One text in both languages."""

    en: str
    zh: str

    def __getitem__(self, language: str) -> str:
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Text:
    """What the list says of one note."""

    title: Pair
    summary: Pair


def file_text(note: str, language: str) -> str:
    """The note's own text."""
    name = f"{note}.md" if language == "en" else f"{note}-cn.md"
    return files("publisher.sample").joinpath("notes", name).read_text("utf-8")


def has_file(note: str, language: str) -> bool:
    """Whether the note was written in that language, and is not a link to somewhere else."""
    name = f"{note}.md" if language == "en" else f"{note}-cn.md"
    return files("publisher.sample").joinpath("notes", name).is_file()


LIST_TITLE = Pair(
    "Feeds & History · Field notes on feeds, git history and publishing",
    "Feeds & History · 订阅源、Git 历史与发布札记",
)
INTRODUCTION = Pair(
    "Small notes on things that every publisher of a feed learns once, usually on a Friday evening. "
    "Each is short, and each was worth writing down. "
    "Notes marked `[Pending Review]` still wait for a second pair of eyes.",
    "做订阅源的人迟早都会学到的一些小事，而且多半是在某个周五的晚上。每篇都不长，每篇都值得记下来。"
    "标有 `[Pending Review]` 的笔记还在等另一双眼睛看过。",
)
THANKS = Pair(
    "Corrections are welcome: open an issue, "
    "or send a pull request with the sentence that you would rather read.",
    "欢迎指正：可以开 issue，也可以直接提交合并请求，把你更想读到的那句话写进去。",
)
SUBSCRIBE = Pair(
    "Subscribe in a feed reader: <https://feeds-and-history.example/en.atom>",
    "用阅读器订阅：<https://feeds-and-history.example/zh.atom>",
)
DESCRIPTION = Pair(
    "Small true notes on feeds, git history and publishing.",
    "关于订阅源、Git 历史与发布的小札记，篇篇属实。",
)

SECTIONS = {
    "feeds": Pair("Feeds", "订阅源"),
    "git": Pair("Git", "Git"),
    "publishing": Pair("Writing and publishing", "写作与发布"),
    "document": Pair("The document", "文档本身"),
    "network": Pair("The network", "网络上的往来"),
    "history": Pair("Git history", "Git 历史"),
    "happened": Pair("What happened", "发生过什么"),
    "kept": Pair("What is kept", "留下了什么"),
    "output": Pair("Publishing", "发布"),
    "letters": Pair("Digests and newsletters", "周报与邮件"),
    "platforms": Pair("Zhihu and WeChat", "知乎与微信"),
    "text": Pair("Text and typography", "文字与排版"),
}
"""Headings by key."""

NOTES = {
    "entry-ids": Text(
        Pair("An entry's id is a promise", "条目的 id 是一句承诺"),
        Pair(
            "Readers know an entry by its id and by nothing else, "
            "so it must outlive links, titles and domains. "
            "Also available on [Zhihu](https://zhuanlan.zhihu.com/p/00000000001).",
            "阅读器只认 id，所以它要比链接、标题和域名都活得更久。"
            "同样刊载于[知乎](https://zhuanlan.zhihu.com/p/00000000001)。",
        ),
    ),
    "two-dates": Text(
        Pair("Published and updated answer two questions", "published 与 updated 回答的是两个问题"),
        Pair(
            "One date never moves, the other moves only when a friend should read the note again.",
            "一个日期从此不动；另一个只有在值得请朋友重读时才动。",
        ),
    ),
    "rfc4287": Text(
        Pair("RFC 4287: The Atom Syndication Format", "RFC 4287：Atom 联合格式"),
        Pair(
            "The standard itself, short enough for a train ride. Begin with section 4.2.",
            "标准原文，坐一趟火车就能读完，可以从第 4.2 节读起。",
        ),
    ),
    "polite-polling": Text(
        Pair("Polite polling", "礼貌地轮询"),
        Pair(
            "`ETag` and `304 Not Modified` make a popular feed $100\\times$ cheaper, "
            "as long as its bytes stay put.",
            "用不用 `ETag` 和 `304 Not Modified`，热门订阅源的流量能差 $100\\times$，"
            "前提是内容不变时字节也不变。",
        ),
    ),
    "archives": Text(
        Pair("Feeds that remember: RFC 5005 archives", "不会遗忘的订阅源：RFC 5005 归档"),
        Pair(
            "How a feed can offer its whole past in small files that never change. Goes well with "
            "[the note on polling](./feeds/polite-polling.md).",
            "怎样用一些不再变动的小文件，把订阅源的全部过去交给读者。可以和"
            "[讲轮询的那篇](./feeds/polite-polling-cn.md)一起读。",
        ),
    ),
    "json-feed": Text(
        Pair("JSON Feed in ten minutes", "十分钟读懂 JSON Feed"),
        Pair(
            "One object, three fields to know, and what version 1.1 changed for lists in two languages.",
            "一个对象、三个字段，以及 1.1 版为双语列表带来的变化。",
        ),
    ),
    "escape-once": Text(
        Pair("Escape once: HTML inside XML", "只转义一次：XML 里的 HTML"),
        Pair(
            "Escape twice, and readers see `&amp;amp;`; not at all, and strangers write your feed.",
            "转义两次，读者看到的是 `&amp;amp;`；一次也不转义，等于让陌生人替你写订阅源。",
        ),
    ),
    "websub": Text(
        Pair("WebSub: push for those who poll", "WebSub：给轮询者的推送"),
        Pair("A hub is only as good as the ping after the deployment.", "部署之后记得通知，hub 才有用。"),
    ),
    "mainline": Text(
        Pair("What a branch went through", "分支真正走过的路"),
        Pair(
            "First parents, foxtrot merges, and how to tell which side was public. "
            "Also available on [Zhihu](https://zhuanlan.zhihu.com/p/00000000002).",
            "第一父提交、狐步合并，以及怎样分辨哪一边才是公开的。"
            "同样刊载于[知乎](https://zhuanlan.zhihu.com/p/00000000002)。",
        ),
    ),
    "blame": Text(
        Pair("Blame answers another question", "blame 回答的是另一个问题"),
        Pair(
            "It knows who touched a line last, not when a thing arrived.",
            "它知道一行字最后被谁碰过，却不知道一样东西是什么时候来的。",
        ),
    ),
    "renames": Text(
        Pair("Git does not store renames", "Git 并不记录重命名"),
        Pair(
            "It guesses them afresh each time you ask; two habits make the guess a good one.",
            "它每次都是重新猜的；养成两个习惯，就能让它猜得更准。",
        ),
    ),
    "mailmap": Text(
        Pair("One person, three addresses", "一个人，三个邮箱"),
        Pair(
            "What `.mailmap` is for, and why a program that says thanks should read it.",
            "`.mailmap` 有什么用，以及致谢的程序为什么应该读它。",
        ),
    ),
    "reflog": Text(
        Pair("The reflog: a diary you did not know you kept", "reflog：一本你不知道自己在写的日记"),
        Pair(
            "It can take you back after a reset, but it stays at home and forgets after 90 days.",
            "reset 过了头，它能带你回来；但它从不出门，90 天后还会忘掉。",
        ),
    ),
    "bundles": Text(
        Pair("A repository in one file", "装进一个文件的仓库"),
        Pair(
            "`git bundle` carries real history without a server, to a friend or into a test.",
            "不用服务器，`git bundle` 就能把真实的历史带给朋友，或者放进测试。",
        ),
    ),
    "two-clocks": Text(
        Pair("Two clocks in every commit", "每个提交里都有两只钟"),
        Pair(
            "When it was written, when it was made, and why neither is when it was published.",
            "何时写下，何时生成，以及为什么两者都不是公开的时刻。",
        ),
    ),
    "shallow": Text(
        Pair("Shallow clones forget on purpose", "浅克隆：有意的遗忘"),
        Pair(
            "At depth 1 everything is new today. A blobless clone saves more and forgets nothing.",
            "深度为 1 时，一切都是今天新来的。不带 blob 的克隆省得更多，却什么也不忘。",
        ),
    ),
    "patience": Text(
        Pair("Patience diff: changes as people meant them", "Patience diff：照着人的意思看改动"),
        Pair(
            "Unique lines are landmarks, and patience sorting puts them in order in $O(n \\log n)$.",
            "只出现一次的行是路标，耐心排序用 $O(n \\log n)$ 就能理清它们的顺序。",
        ),
    ),
    "digest": Text(
        Pair("What a good digest leaves out", "好的周报，好在省略"),
        Pair(
            "Renames, empty sections, apologies; and the week in which nothing happened.",
            "改名、空栏目、道歉，还有什么都没发生的那一周。",
        ),
    ),
    "plain-text": Text(
        Pair("Plain text is not HTML without tags", "纯文本不是去掉标签的 HTML"),
        Pair(
            "The half of a newsletter that watches, terminals and screen readers see first.",
            "邮件里最先被手表、终端和读屏软件看到的那一半。",
        ),
    ),
    "wechat": Text(
        Pair("Why links turn into footnotes on WeChat", "微信里的链接为什么变成了脚注"),
        Pair(
            "What survives the editor of an official account, and the custom that grew out of it.",
            "公众号编辑器会留下什么，又由此形成了怎样的约定。",
        ),
    ),
    "zhihu-formulas": Text(
        Pair("Formulas on Zhihu are pictures", "知乎的公式其实是图片"),
        Pair(
            "The form in which a formula survives the paste. "
            "Also available on [Zhihu](https://zhuanlan.zhihu.com/p/00000000003).",
            "公式要写成什么样，粘贴之后才不会丢。同样刊载于[知乎](https://zhuanlan.zhihu.com/p/00000000003)。",
        ),
    ),
    "link-texts": Text(
        Pair("Link texts that stand alone", "能独立成句的链接文字"),
        Pair(
            'Some people hear nothing of a page but its links; "here" tells them nothing.',
            "有些人听到的网页只有链接，而“这里”什么也没说。",
        ),
    ),
    "spaces": Text(
        Pair("Who puts the space between Chinese and Latin?", "中西文之间的空格，该由谁来加"),
        Pair(
            "Not a program that edits other people's words. `text-autospace` in a style sheet will do.",
            "不该由改动别人文字的程序来加，样式表里的 `text-autospace` 就够了。",
        ),
    ),
    "lang": Text(
        Pair("The lang attribute is not decoration", "lang 属性不是装饰"),
        Pair(
            "It chooses the font, the voice and the line breaks; without it 骨 may come out Japanese.",
            "字体、语音、断行都要看它；少了它，“骨”字可能会显示成日文的写法。",
        ),
    ),
}
"""By slug, in no order that matters."""

EARLIER_TITLES = {
    "two-dates": Pair("The two dates of an Atom entry", "Atom 条目的两个日期"),
    "reflog": Pair("Notes on the reflog", "reflog 笔记"),
    "link-texts": Pair("Do not say here", "别写“点这里”"),
}
"""What some notes were called before they were retitled."""
EARLIER_SUMMARIES = {
    "digest": Pair(
        "Renames, empty sections, apologies; and the week in which nothing happened.",
        "改名、空的部分、道歉、以及没有事情发生的周。",
    ),
}
"""What was said of some notes before a translator put it better."""
