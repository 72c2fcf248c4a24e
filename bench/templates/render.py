"""Renders small templates with transformers, one JSON line each: the references of the tests of chat templates.

    pip install transformers==5.24.0 jinja2==3.1.6
    python bench/templates/render.py > learn/src/test/resources/reason4j/learn/text/template/cases.jsonl
"""

import json
import sys

from transformers.utils.chat_template_utils import render_jinja_template

MESSAGES = [
    {"role": "system", "content": " Be brief. "},
    {"role": "user", "content": "Grüße 😀 漢字"},
    {"role": "assistant", "content": "<think>\nhm\n</think>\n\nyes", "reasoning_content": "hm"},
]
DATA = {
    "n": 7, "x": 2.5, "big": 1e16, "small": 1e-5, "whole": 3.0, "yes": True, "no": False, "nothing": None,
    "s": "Hello, World", "empty": "", "spaced": "  a b\t\n", "l": [3, 1, 2], "words": ["b", "A", "c", "a"],
    "d": {"b": 1, "a": [1, 2.0, None, True], "items": 5, "k\"ey": "v'al\n"}, "emoji": "a😀b漢",
    "people": [{"name": "Ann", "age": 30, "home": {"city": "X"}}, {"name": "Bob", "age": 20}],
}

TEMPLATES = r"""
{{ n }} {{ x }} {{ big }} {{ small }} {{ whole }} {{ yes }} {{ nothing }} {{ undefined_name }}|
{{ l }} {{ d }} {{ words }} {{ (1,) }} {{ (1, 2) }} {{ [] }} {{ {} }} {{ "it's" }} {{ ["it's", 'a"b', 'both\'"'] }}
{{ 7 // 2 }} {{ -7 // 2 }} {{ 7 % 3 }} {{ -7 % 3 }} {{ 7 / 2 }} {{ 2 ** 10 }} {{ 2 ** -1 }} {{ 1 + 2.5 }} {{ 7.5 // 2 }}
{{ yes + 1 }} {{ 1 == 1.0 }} {{ yes == 1 }} {{ "1" == 1 }} {{ 1 < 2 < 3 }} {{ 1 < 3 < 2 }} {{ "a" < "b" }}
{{ -2 ** 2 }} {{ 2 + 3 * 4 - 1 }} {{ (2 + 3) * 4 }} {{ "a" ~ 1 ~ none }} {{ "ab" * 3 }} {{ [1] * 2 + [3] }}
{{ not yes or no and yes }} {{ not no and not no }} {{ 0 or "x" }} {{ "" and 1 }}| {{ nothing or empty or "last" }}
{{ "World" in s }} {{ 3 in l }} {{ "b" in d }} {{ 9 not in l }} {{ "x" in undefined_name }}
{{ "big" if n > 5 else "small" }} {{ "x" if no }}| {{ 1 if no else 2 if no else 3 }}
{{ l[0] }} {{ l[-1] }} {{ l[9] }}| {{ s[1] }} {{ emoji[1] }} {{ d["b"] }} {{ d.b }} {{ d.zzz }}| {{ people[0].home.city }}
{{ l[1:] }} {{ l[:-1] }} {{ l[::-1] }} {{ l[::2] }} {{ s[:5] }} {{ s[-5:] }} {{ emoji[::-1] }} {{ l[5:] }} {{ l[-9:2] }} {{ l[2:0:-1] }}
{{ d["items"] }} {{ d.items() | list }} {{ d.keys() | list }} {{ d.get("b") }} {{ d.get("q") }} {{ d.get("q", 4) }}
{{ s | length }} {{ emoji | length }} {{ l | length }} {{ d | count }} {{ undefined_name | length }}
{{ s | upper }} {{ s | lower }} {{ "hELLO wORLD-foo (bar)" | title }} {{ "hELLO" | capitalize }} {{ spaced | trim }}| {{ "xxaxx" | trim("x") }}
{{ words | join(", ") }} {{ l | join }} {{ people | join("; ", attribute="name") }} {{ s | replace("l", "L") }} {{ s | replace("l", "L", 1) }}
{{ words | sort }} {{ l | sort(reverse=true) }} {{ people | sort(attribute="age") | map(attribute="name") | join(",") }} {{ words | sort(case_sensitive=true) }}
{{ l | first }} {{ l | last }} {{ l | reverse | list }} {{ "abc" | reverse }} {{ l | max }} {{ l | min }} {{ l | sum }} {{ people | sum(attribute="age") }}
{{ words | map("upper") | list }} {{ l | select("odd") | list }} {{ l | reject("equalto", 1) | list }} {{ [0, 1, "", "a"] | select | list }}
{{ people | selectattr("age", "gt", 25) | map(attribute="name") | list }} {{ people | rejectattr("home") | map(attribute="name") | list }} {{ people | map(attribute="home.city", default="?") | list }}
{{ words | unique | list }} {{ [1, 1, 2] | unique | list }} {{ d | dictsort }} {{ {"b": 1, "a": 2} | items | list }}
{{ undefined_name | default("dflt") }} {{ empty | default("e") }}| {{ empty | default("e", true) }} {{ nothing | d("x") }}
{{ "12" | int }} {{ "x" | int }} {{ "x" | int(5) }} {{ 3.9 | int }} {{ "2.5" | float }} {{ -3 | abs }} {{ 2.567 | round(2) }} {{ 2.1 | round(0, "ceil") }} {{ n | string }}
{{ d | tojson }}
{{ d | tojson(indent=2) }}
{{ people | tojson(indent=4) }}
{{ [[], {}, [1]] | tojson(indent=1) }}
{{ emoji | tojson }} {{ emoji | tojson(ensure_ascii=true) }} {{ "<a href='x'>&" | tojson }} {{ "\u0001\t\u007f" | tojson }}
{{ {"b": 1, "a": 2} | tojson(sort_keys=true) }} {{ {"b": [1, 2]} | tojson(separators=(",", ":")) }} {{ [1.0, 1e16, 1e22, 1.5e-7, 0.1, 100.0, 123456789.125] | tojson }}
{{ "<b>'\"&" | escape }} {{ "a\nb\n\nc" | indent }} {{ "a\nb" | indent(2, true) }}| {{ "a\n\nb\n" | indent(1, blank=true) }}|
{{ spaced.strip() }}| {{ spaced.lstrip() }}| {{ spaced.rstrip() }}| {{ "xxaxx".strip("x") }} {{ "abcba".lstrip("ab") }}
{{ "a,b,,c".split(",") }} {{ " a  b ".split() }} {{ "a,b,c".split(",", 1) }} {{ "a,b,c".rsplit(",", 1) }} {{ "a b c".split(none, 1) }} {{ "x".split("y")[-1] }}
{{ s.startswith("Hell") }} {{ s.endswith(("x", "ld")) }} {{ s.find("o") }} {{ s.rfind("o") }} {{ s.find("q") }} {{ s.count("l") }} {{ emoji.find("b") }}
{{ s.upper() }} {{ s.lower() }} {{ "hello wORLD it's".title() }} {{ "hELLO".capitalize() }} {{ ", ".join(words) }} {{ "a-b".replace("-", "+") }}
{{ "12".isdigit() }} {{ "a1".isdigit() }} {{ "ab".isalpha() }} {{ " ".isspace() }} {{ "AB".isupper() }} {{ "".isdigit() }} {{ "a\nb\r\nc".splitlines() }}
{{ "{} and {}".format(1, "b") }} {{ "{1}{0}{x}".format("a", "b", x=3) }} {{ "pre-x".removeprefix("pre-") }} {{ "x.txt".removesuffix(".txt") }}
{{ n is odd }} {{ n is even }} {{ n is divisibleby 7 }} {{ n is divisibleby(2) }} {{ n is number }} {{ s is string }} {{ l is iterable }} {{ s is iterable }} {{ d is mapping }} {{ l is mapping }} {{ l is sequence }}
{{ zzz is defined }} {{ n is not defined }} {{ nothing is none }} {{ n is not none }} {{ yes is true }} {{ 1 is true }} {{ yes is boolean }} {{ n is integer }} {{ x is float }} {{ yes is number }} {{ yes is integer }}
{{ n is gt 5 }} {{ n is eq(7) }} {{ 3 is in l }} {{ "abc" is lower }} {{ n is sameas n }} {{ zzz is undefined and n is defined }}
{% for i in l %}{{ loop.index }}/{{ loop.index0 }}/{{ loop.revindex }}/{{ loop.revindex0 }}/{{ loop.first }}/{{ loop.last }}/{{ loop.length }}:{{ i }} {% endfor %}
{% for i in l %}{{ loop.previtem }}<{{ i }}<{{ loop.nextitem }} {{ loop.cycle("a", "b") }};{% endfor %}
{% for k, v in d.items() %}{{ k }}={{ v }};{% endfor %}{% for k in d %}{{ k }},{% endfor %}{% for c in emoji %}[{{ c }}]{% endfor %}
{% for p in people if p.age > 25 %}{{ loop.length }}{{ p.name }}{% endfor %}{% for q in [] %}x{% else %}none{% endfor %}
{% for i in range(3) %}{% for j in range(1, 6, 2) %}{{ i }}{{ j }}{{ loop.depth }} {% endfor %}{% endfor %}
{% for i in range(9) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 5 %}{% break %}{% endif %}{{ i }}{% endfor %}
{% set a = 1 %}{% for i in l %}{% set a = a + i %}{{ a }} {% endfor %}{{ a }}
{% set ns = namespace(a=1, b="x") %}{% for i in l %}{% set ns.a = ns.a + i %}{% endfor %}{{ ns.a }}{{ ns.b }}{{ ns.c is defined }}
{% set a, b = 1, [2, 3] %}{{ a }}{{ b }}{% set t = 1, 2 %}{{ t }}{% for (i, j) in [(1, 2), (3, 4)] %}{{ i }}{{ j }}{% endfor %}
{% set block %}in {{ n }} out{% endset %}{{ block | upper }}{% set b2 | upper | trim %} x {% endset %}[{{ b2 }}]
{% macro greet(name, sign="!") %}Hi {{ name }}{{ sign }}{% endmacro %}{{ greet("A") }} {{ greet("B", "?") }} {{ greet(sign=".", name="C") }} {{ greet() }}
{% macro f(k) %}{% if k > 0 %}{{ k }}{{ f(k - 1) }}{% endif %}{% endmacro %}{{ f(4) }}
{% if n > 9 %}a{% elif n > 6 %}b{% else %}c{% endif %}{% if no %}x{% elif empty %}y{% endif %}{% if l %}z{% endif %}
{% raw %}{{ not }} {% code %}{% endraw %}{# a comment {{ x }} #}end
{{ '{{' }} {{ "%}" }} {{ {"a": {"b": 1}}["a"]["b"] }} {{ "a" "b" 'c' }} {{ 'tab\there' }} {{ "\u00e9\x41\101\q" }}
{% if true -%}   a   {%- endif %}   b   {{- " c " -}}   d
{% generation %}{% set n = 99 %}text{% endgeneration %}{{ n }}
{% for m in messages %}{{ m.role }}: {% if m.role == "assistant" %}{% generation %}{{ m.content }}{% endgeneration %}{% else %}{{ m["content"] | trim }}{% endif %}{{ "\n" }}{% endfor %}
{% for m in messages %}{{ m.thinking }}|{{ m.reasoning_content }};{% endfor %}
{{ tools is none }} {{ tools is defined }} {{ documents }} {{ add_generation_prompt }} {{ messages | length }} {{ messages[-1].content.split("</think>")[-1].lstrip("\n") }}
{{ messages | tojson }}
{{ strftime_now is defined }} {{ dict(a=1)["a"] }} {{ l | length > 2 }} {{ l | length == 3 and n }} {{ (l | first) + 1 }} {{ n | string + "x" }}
{{ 1_000 }} {{ 1.5e3 }} {{ +3 }} {{ --3 }} {{ not not yes }} {{ 10 - 3 - 2 }} {{ 2 * 3 % 4 }} {{ 100 // 7 // 2 }}
{{ raise_exception("roles must alternate") }}
{{ undefined_name.field }}
{{ undefined_name + 1 }}
{{ "a" + 1 }}
{{ nothing + "a" }}
{{ undefined_name() }}
{{ n() }}
{{ 1 / 0 }}
{{ l | nosuchfilter }}
{{ l is nosuchtest }}
{{ l.append(4) }}
{{ d | first | tojson(indent }}
{% if n %}never closed
{% endfor %}
{% for %}{% endfor %}
{% nosuchblock %}
{{ "open
{# open
{{ n
{{ (1 }}
{{ 1 2 }}
{% set s.x = 1 %}
{% for a, b in l %}{% endfor %}
{{ "x".split("") }}
{{ {"a": undefined_name} | tojson }}
""".strip("\n").split("\n")

MULTILINE = [
    "a\n{% if yes %}\nb\n{% endif %}\nc\n",
    "a\n    {% if yes %}\n    b\n    {% endif %}\n    c",
    "  {% if yes +%}\n x\n  {%+ endif %}\ny\n\n",
    "{% for i in l %}\n  {{ i }}\n{% endfor %}\n",
    "{%- for i in l -%}\n  {{ i }}\n{%- endfor -%}\n  end",
    "x  {# comment #}\n  {# own line #}\n  y {#- tight -#}  z",
    "\n\n  {{ n }}  \n  {{- n -}}  \n  q",
    "a {% set z = 1 %}  \n  b\n\t{% set y = 2 %}\t\nc",
    "l1\r\n{% if yes %}\r\nl2\rl3{% endif %}\r\n",
    "{{\n  [\n 1,\n 2,\n ]\n}}\n{{ {'a': 1,\n} }}",
    "{% raw -%}\n  {{ x }}\n{%- endraw %}\nafter",
    "  {% raw %}\n  {{ x }}\n  {% endraw %}\nafter",
    "{{ 'two\nlines' }}{{ 'joined\\\nline' }}",
    "{% if yes %}{% if no %}\n{% else %}\n  in\n{% endif %}\n{% endif %}.\n",
    "{#- intro -#}\n\n{{ n }}\n{%- set a = 1 %}\n{%- if a %}\n    {{- a }}\n{%- endif %}\n",
    "{% for m in messages %}\n{% generation %}\n{{ m.role }}\n{% endgeneration %}\n{% endfor %}",
]


def run(template):
    case = {"template": template}
    try:
        rendered, spans = render_jinja_template(
            [MESSAGES], chat_template=template, return_assistant_tokens_mask=True, add_generation_prompt=False, **DATA
        )
        case["rendered"] = rendered[0]
        case["spans"] = [list(span) for span in spans[0]]
    except Exception as e:
        print(type(e).__name__, e, "for", template, file=sys.stderr)
        case["error"] = type(e).__name__
    return case


print(json.dumps({"messages": MESSAGES, "variables": DATA}, ensure_ascii=False))
for each in TEMPLATES + MULTILINE:
    print(json.dumps(run(each), ensure_ascii=False))
