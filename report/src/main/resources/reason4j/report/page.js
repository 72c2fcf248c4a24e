'use strict';

// Small pieces that the rest of the page's script uses. All data is shown as text, never as markup.

const DATA = JSON.parse(document.getElementById('page-data').textContent);

/** An element with attributes and children; strings become text. */
function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat(Infinity).filter(child => child != null && child !== false));
  return node;
}

/** The same in SVG's name space. */
function svg(tag, attributes, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
  node.append(...children.flat());
  return node;
}

/** A number with as many places as its size deserves. */
function number(value) {
  if (value == null) return '–';
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1e6 || size < 1e-4) return value.toExponential(1).replace('-', '−').replace('e+', 'e');
  const places = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 0.1 ? 3 : 4;
  return value.toLocaleString('en', {maximumFractionDigits: places}).replace('-', '−');
}

function signed(value) {
  return (value > 0 ? '+' : '') + number(value);
}

/** A select with a label; choices are [value, text]. */
function choice(label, choices, onchange) {
  const select = el('select', {onchange: () => onchange(select.value)},
      choices.map(([value, text]) => el('option', {value}, text)));
  return el('label', {class: 'control'}, el('span', {}, label), select);
}

function plural(count, word) {
  return count.toLocaleString('en') + ' ' + word + (count === 1 ? '' : 's');
}

(() => {
  const root = document.documentElement;
  document.getElementById('theme').addEventListener('click', () => {
    const dark = root.dataset.theme
        ? root.dataset.theme === 'dark'
        : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
  });
})();
