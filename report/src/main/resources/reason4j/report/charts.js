
// Curves over steps: one small chart a column, a crosshair that all charts of a run share.

const KNOWN = {
  reward: ['reward', 'mean over the episodes of a step'],
  accuracy: ['accuracy', 'share of episodes with a correct answer', 'rate'],
  heldout_pass_at_1: ['held-out pass@1', 'measured while training', 'rate'],
  length: ['length', 'tokens a response, mean'],
  entropy: ['entropy', 'nats a token; towards 0 the policy stops exploring'],
  kl: ['KL', 'from the policy that sampled, k3, a token'],
  grad_norm: ['gradient norm', 'before clipping'],
  loss: ['loss', 'mean over trained tokens'],
  clip_fraction: ['clip fraction', 'share of tokens whose ratio was clipped', 'rate'],
  groups_dropped_share: ['groups dropped', 'share of groups whose samples all earned the same', 'rate'],
  lr: ['learning rate', ''],
  truncated: ['cut off', 'share of responses that the limit of tokens cut off', 'rate'],
  unscorable: ['not judged', 'share of responses that no verifier could judge', 'rate'],
  heldout_true_steps: ['held-out true steps', 'share of equations that hold', 'rate'],
  drift: ['drift', 'mean gap between log-probabilities of policy and sampler'],
};
const FIRST = ['reward', 'accuracy', 'heldout_pass_at_1', 'length', 'entropy', 'kl', 'grad_norm', 'loss',
  'clip_fraction', 'groups_dropped_share'];

/** Round places on an axis, about `count` of them. */
function ticks(low, high, count) {
  const raw = (high - low) / count;
  const power = Math.pow(10, Math.floor(Math.log10(raw)));
  const step = [1, 2, 2.5, 5, 10].map(m => m * power).find(s => s >= raw * 0.999);
  const places = [];
  for (let t = Math.ceil(low / step - 1e-9) * step; t <= high + step * 1e-9; t += step) {
    places.push(Math.abs(t) < step * 1e-9 ? 0 : t);
  }
  return places;
}

/** The mean of an exponential mean from the left and one from the right, so that nothing is shifted; gaps stay. */
function smooth(values, weight) {
  const pass = list => {
    let sum = 0, mass = 0;
    return list.map(v => {
      if (v == null) return null;
      sum = weight * sum + (1 - weight) * v;
      mass = weight * mass + (1 - weight);
      return sum / mass;
    });
  };
  const back = pass(values.toReversed()).toReversed();
  return pass(values).map((v, i) => v == null ? null : (v + back[i]) / 2);
}

function extent(values) {
  let low = Infinity, high = -Infinity;
  for (const v of values) if (v != null) { if (v < low) low = v; if (v > high) high = v; }
  return [low, high];
}

/** A chart of one column; `shared` carries the crosshair between the charts of a run. */
function chart(run, column, shared) {
  const [title, explained, kind] = KNOWN[column] || [column.replaceAll('_', ' '), ''];
  const about = column === 'loss' && run.columns.reward ? 'near 0 by design: watch reward and gradient' : explained;
  const values = run.columns[column];
  const band = column === 'heldout_pass_at_1' && run.columns.heldout_low && run.columns.heldout_high;
  const points = values.filter(v => v != null).length;
  const sparse = points <= 40;
  const weight = sparse ? 0 : Math.min(0.9, 1 - 20 / points);
  const trend = weight > 0 ? smooth(values, weight) : values;
  let [low, high] = extent(band ? values.concat(run.columns.heldout_low, run.columns.heldout_high) : values);
  if (kind === 'rate') { low = Math.min(low, 0); high = high > 0.5 ? Math.max(high, 1) : high; }
  if (low >= 0 && low < 0.5 * high) low = 0;
  if (high - low < 1e-12) { low -= Math.abs(low) * 0.1 || 0.5; high += Math.abs(high) * 0.1 || 0.5; }
  const W = 340, H = 150, L = 44, R = 8, T = 8, B = 20;
  const first = run.steps[0], last = run.steps[run.steps.length - 1];
  const x = step => L + (last === first ? 0.5 : (step - first) / (last - first)) * (W - L - R);
  const y = v => T + (1 - (v - low) / (high - low)) * (H - T - B);
  const path = numbers => {
    let d = '', pen = false;
    numbers.forEach((v, i) => {
      if (v == null) { if (!sparse) pen = false; return; }
      d += (pen ? 'L' : 'M') + x(run.steps[i]).toFixed(1) + ' ' + y(v).toFixed(1);
      pen = true;
    });
    return d;
  };
  const ends = [values.find(v => v != null), values.findLast(v => v != null)];
  let at = run.steps.length - 1;
  const picture = svg('svg', {viewBox: `0 0 ${W} ${H}`, role: 'img', tabindex: 0,
    'aria-label': `${title}: ${number(ends[0])} at first, ${number(ends[1])} at last, between `
      + `${extent(values).map(number).join(' and ')}`});
  const axis = v => kind === 'rate' ? number(v * 100) + ' %' : number(v);
  for (const t of ticks(low, high, 3)) {
    picture.append(svg('line', {class: 'grid', x1: L, x2: W - R, y1: y(t), y2: y(t)}),
        svg('text', {class: 'tick', x: L - 5, y: y(t) + 3.5, 'text-anchor': 'end'}, axis(t)));
  }
  for (const t of ticks(first, Math.max(last, first + 1), 4).filter(t => Number.isInteger(t))) {
    picture.append(svg('text', {class: 'tick', x: x(t), y: H - 5, 'text-anchor': 'middle'}, String(t)));
  }
  if (band) {
    const there = run.steps.map((_, i) => i).filter(i => values[i] != null);
    const edge = (name, list) => list.map(i => x(run.steps[i]).toFixed(1) + ' ' + y(run.columns[name][i]).toFixed(1));
    picture.append(svg('path', {class: 'band',
      d: 'M' + edge('heldout_low', there).concat(edge('heldout_high', there.toReversed())).join('L') + 'Z'}));
  }
  if (weight > 0) picture.append(svg('path', {class: 'raw', d: path(values)}));
  picture.append(svg('path', {class: 'trend', d: path(trend)}));
  if (sparse) {
    values.forEach((v, i) => v != null
        && picture.append(svg('circle', {class: 'point', cx: x(run.steps[i]), cy: y(v), r: 2.2})));
  }
  const cross = svg('line', {class: 'cross', y1: T, y2: H - B, x1: -9, x2: -9});
  const dot = svg('circle', {class: 'here', r: 3.5, cx: -9, cy: -9});
  picture.append(cross, dot);
  const reading = el('output', {class: 'reading'}, axis(ends[1]));
  shared.push(i => {
    if (i == null) { cross.setAttribute('x1', -9); cross.setAttribute('x2', -9); dot.setAttribute('cx', -9); }
    let known = i;
    if (i != null) { // the last value at or before this step
      while (known > 0 && values[known] == null) known--;
      const px = x(run.steps[i]);
      cross.setAttribute('x1', px); cross.setAttribute('x2', px);
      dot.setAttribute('cx', values[known] == null ? -9 : x(run.steps[known]));
      dot.setAttribute('cy', values[known] == null ? -9 : y(values[known]));
    }
    reading.textContent = i == null ? axis(ends[1]) : `${axis(values[known])} at ${run.steps[known]}`;
  });
  const move = event => {
    const box = picture.getBoundingClientRect();
    const step = first + ((event.clientX - box.left) / box.width * W - L) / (W - L - R) * (last - first);
    let best = 0;
    run.steps.forEach((s, i) => { if (Math.abs(s - step) < Math.abs(run.steps[best] - step)) best = i; });
    shared.forEach(show => show(best));
  };
  picture.addEventListener('keydown', event => {
    const by = {ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10}[event.key];
    if (by) {
      event.preventDefault();
      at = Math.max(0, Math.min(run.steps.length - 1, at + by));
      shared.forEach(show => show(at));
    }
  });
  picture.addEventListener('blur', () => shared.forEach(show => show(null)));
  picture.addEventListener('pointermove', move);
  picture.addEventListener('pointerdown', move);
  picture.addEventListener('pointerleave', () => shared.forEach(show => show(null)));
  return el('figure', {class: 'chart'}, el('figcaption', {title: about}, el('b', {}, title), reading),
      picture, about && el('small', {}, about));
}

function charts(run) {
  const {groups_kept: kept, groups_dropped: dropped} = run.columns;
  if (kept && dropped) {
    run.columns.groups_dropped_share = kept.map((k, i) =>
        k == null || dropped[i] == null || k + dropped[i] === 0 ? null : dropped[i] / (k + dropped[i]));
  }
  const shown = Object.keys(run.columns).filter(name => run.columns[name].some(v => v != null));
  const main = FIRST.filter(name => shown.includes(name));
  const more = shown.filter(name => !FIRST.includes(name)
      && !['groups_kept', 'groups_dropped', 'heldout_low', 'heldout_high'].includes(name));
  const shared = [];
  const averaged = run.averaged > 1 ? `, each point the mean of ${run.averaged} steps` : '';
  return el('div', {class: 'run' + (run.color >= 0 ? ` c${run.color % 6}` : '')},
      el('h3', {}, run.name, el('small', {}, ` ${plural(run.count, 'step')}${averaged}`)),
      el('div', {class: 'charts'}, main.map(name => chart(run, name, shared))),
      more.length > 0 && el('details', {}, el('summary', {}, `${more.length} more`),
          el('div', {class: 'charts'}, more.map(name => chart(run, name, shared)))));
}

(() => {
  const here = document.getElementById('curves-here');
  const runs = DATA.runs.filter(run => run.steps.length > 0);
  runs.sort((a, b) => ('reward' in b.columns) - ('reward' in a.columns));
  here.replaceChildren(...runs.map(charts));
  if (runs.length === 0) here.append(el('p', {class: 'empty'}, 'No run has written metrics.jsonl.'));
})();
