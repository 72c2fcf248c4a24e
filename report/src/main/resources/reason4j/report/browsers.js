
// The browsers of episodes and of answers side by side.

const OUTCOMES = {correct: '✓', wrong: '✗', unscorable: '?', timeout: '⧖'};

/** A response with its reasoning and its answer set apart. */
function response(text) {
  const body = el('div', {class: 'response'});
  const think = /^([\s\S]*?)(<think>)?([\s\S]*?)(<\/think>)([\s\S]*)$/.exec(text);
  let rest = text;
  if (think && (think[2] || think[1] === '')) {
    body.append(think[1], el('span', {class: 'think'}, (think[2] || '') + think[3] + think[4]));
    rest = think[5];
  } else if (text.startsWith('<think>')) {
    body.append(el('span', {class: 'think'}, text));
    rest = '';
  }
  const answer = /^([\s\S]*?)(<answer>[\s\S]*?<\/answer>)([\s\S]*)$/.exec(rest);
  if (answer) body.append(answer[1], el('span', {class: 'answer'}, answer[2]), answer[3]);
  else body.append(rest);
  if (text === '') body.append(el('i', {class: 'none'}, 'nothing'));
  return body;
}

function badge(outcome) {
  return el('span', {class: 'badge ' + (outcome in OUTCOMES ? outcome : 'unscorable')},
      (OUTCOMES[outcome] || '?') + ' ' + outcome);
}

function because(sample) {
  return el('p', {class: 'because'}, el('code', {}, sample.rule), ' ', sample.because,
      sample.answer != null && el('span', {}, ' · answer ', el('code', {}, sample.answer)),
      sample.gold != null && el('span', {}, ' · key ', el('code', {}, sample.gold)));
}

/** Equal attempts of a group as one, with their number. */
function merged(samples) {
  const byText = new Map();
  for (const sample of samples) {
    const key = JSON.stringify([sample.text, sample.outcome, sample.reward, sample.advantage, sample.trained]);
    if (byText.has(key)) byText.get(key).times++;
    else byText.set(key, {...sample, times: 1});
  }
  return [...byText.values()];
}

function episode(sample) {
  const parts = Object.entries(sample.rewards || {}).map(([name, value]) => `${name} ${signed(value)}`);
  return el('li', {class: 'episode ' + sample.outcome},
      el('div', {class: 'line'}, badge(sample.outcome), sample.times > 1 && el('b', {}, `× ${sample.times}`),
          el('span', {class: 'fact'}, 'reward ', el('b', {}, number(sample.reward)),
              parts.length > 0 && ` = ${parts.join(' · ')}`),
          el('span', {class: 'fact ' + (sample.advantage > 0 ? 'up' : sample.advantage < 0 ? 'down' : '')},
              'advantage ', el('b', {}, signed(sample.advantage))),
          el('span', {class: 'fact'}, plural(sample.length, 'token'), sample.finish === 'length' && ', cut off'),
          sample.logprob != null && el('span', {class: 'fact'}, 'log-probability ', number(sample.logprob), ' a token'),
          !sample.trained && el('span', {class: 'fact left-out'}, 'left out of the update')),
      response(sample.text), because(sample));
}

function group(g, keep) {
  const right = g.samples.filter(s => s.outcome === 'correct').length;
  const key = g.key ? Object.entries(g.key).filter(([name]) => name !== 'kind')
      .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`).join(', ') : '';
  return el('article', {class: 'group'},
      el('header', {}, el('span', {class: 'step'}, `step ${g.step}`), el('code', {class: 'id'}, g.id),
          el('span', {class: 'dots', role: 'img', 'aria-label': `${right} of ${g.samples.length} right`},
              g.samples.map(s => el('i', {class: s.outcome}))),
          el('span', {class: 'fact'}, `${right} of ${g.samples.length} right`)),
      el('pre', {class: 'prompt'}, g.prompt), key && el('p', {class: 'because'}, 'key: ', el('code', {}, key)),
      el('ol', {}, merged(g.samples.filter(keep)).map(episode)));
}

/** Shows a few of many items at a time. */
function pager(items, size, draw, word) {
  const list = el('div', {});
  const place = el('span', {});
  let at = 0;
  const go = to => {
    at = Math.max(0, Math.min(to, items.length - 1));
    at -= at % size;
    list.replaceChildren(...items.slice(at, at + size).map(draw));
    const end = Math.min(at + size, items.length);
    place.textContent = items.length === 0 ? 'none fits' : size === 1
        ? `${word} ${at + 1} of ${items.length}` : `${word}s ${at + 1}–${end} of ${items.length}`;
    back.disabled = at === 0;
    on.disabled = end >= items.length;
  };
  const back = el('button', {type: 'button', onclick: () => go(at - size), 'aria-label': 'back'}, '←');
  const on = el('button', {type: 'button', onclick: () => go(at + size), 'aria-label': 'on'}, '→');
  const bar = el('div', {class: 'pager'}, back, place, on);
  go(0);
  return [bar, list];
}

function episodeBrowser(data) {
  if (data.groups.length === 0) {
    return el('p', {class: 'empty'}, `${data.run} has no readable episodes/step-N.jsonl.`);
  }
  const steps = [...new Set(data.groups.map(g => g.step))];
  const outcomes = [...new Set(data.groups.flatMap(g => g.samples.map(s => s.outcome)))].sort();
  const want = {step: '', outcome: '', low: -Infinity, high: Infinity, text: '', order: 'step'};
  const here = el('div', {'aria-live': 'polite'});
  const keep = s => (want.outcome === '' || s.outcome === want.outcome) && s.reward >= want.low
      && s.reward <= want.high && (want.text === '' || s.text.toLowerCase().includes(want.text));
  const show = () => {
    const groups = data.groups.filter(g => (want.step === '' || g.step === Number(want.step)) && g.samples.some(keep));
    here.replaceChildren(...pager(groups, 2, g => group(g, keep), 'group'));
  };
  const bound = (label, side, none) => el('label', {class: 'control'}, el('span', {}, label),
      el('input', {type: 'number', step: 'any', size: 5, oninput: event => {
        want[side] = event.target.value === '' ? none : Number(event.target.value);
        show();
      }}));
  const controls = el('div', {class: 'controls'},
      choice('step', [['', 'all']].concat(steps.map(s => [s, s])), value => { want.step = value; show(); }),
      choice('outcome', [['', 'all']].concat(outcomes.map(o => [o, o])), value => { want.outcome = value; show(); }),
      bound('reward from', 'low', -Infinity), bound('to', 'high', Infinity),
      el('label', {class: 'control wide'}, el('span', {}, 'text'), el('input', {type: 'search', oninput: event => {
        want.text = event.target.value.toLowerCase();
        show();
      }})));
  show();
  return el('div', {class: 'browser'}, el('h3', {}, data.run, el('small', {},
      ` ${plural(data.groups.length, 'group')} from ${plural(steps.length, 'step')} of ${data.steps_on_disk} on disk`)),
      controls, here);
}

/** How many problems a model always, sometimes and never solves. */
function spread(data) {
  const names = data.evals.filter(name => data.spread[name] && data.spread[name].length > 1);
  if (names.length === 0) return null;
  return el('div', {class: 'spread'},
      el('h3', {}, 'Right samples a problem', el('small', {}, ' from none (left) to all (right)')),
      names.map(name => {
        const counts = data.spread[name];
        const n = counts.length - 1;
        const all = counts.reduce((a, b) => a + b, 0);
        return [el('div', {class: 'wname'}, name), el('div', {class: 'sbar', role: 'img',
          'aria-label': `${name}: ${counts[0]} of ${all} problems never right, ${counts[n]} always`},
        counts.map((count, right) => count > 0 && el('i', {class: right > 0.6 * n ? 'full' : '',
          style: `width:${100 * count / all}%;--share:${right / n}`,
          title: `${plural(count, 'problem')} with ${right} of ${n} right`},
        count / all > 0.06 ? `${right}/${n}` : '')))];
      }));
}

function answersOf(name, index, answers) {
  if (!answers || !answers.samples) {
    return el('div', {class: `model c${index % 6}`}, el('h4', {}, name), el('p', {class: 'empty'}, 'no samples'));
  }
  const shown = el('div', {});
  const show = i => {
    const sample = answers.samples[i];
    shown.replaceChildren(el('div', {class: 'line'}, badge(sample.outcome),
        el('span', {class: 'fact'}, plural(sample.length, 'token'), sample.finish === 'length' && ', cut off'),
        sample.steps && el('span', {class: 'fact ' + (sample.steps.right < sample.steps.total ? 'down' : 'up')},
            el('b', {}, `${sample.steps.right} of ${sample.steps.total}`), ' steps true')),
        response(sample.text), because(sample));
    tabs.forEach((tab, t) => tab.setAttribute('aria-pressed', String(t === i)));
  };
  const tabs = answers.samples.map((sample, i) => el('button', {type: 'button', class: 'tab ' + sample.outcome,
    'aria-label': `sample ${i + 1}, ${sample.outcome}`, onclick: () => show(i)}, OUTCOMES[sample.outcome] || '?'));
  show(0);
  return el('div', {class: `model c${index % 6}`},
      el('h4', {}, el('i', {class: 'swatch'}), name,
          el('small', {}, ` ${answers.right} of ${answers.of} right`)),
      el('div', {class: 'tabs'}, tabs), shown);
}

function answerBrowser(data) {
  if (data.problems.length === 0) {
    return el('p', {class: 'empty'}, 'No evaluation has written samples.jsonl.');
  }
  const names = data.evals;
  const rate = (problem, name) => {
    const a = problem.answers[name];
    return a && a.of > 0 ? a.right / a.of : 0;
  };
  const gain = p => names.length < 2 ? 0 : rate(p, names[names.length - 1]) - rate(p, names[names.length - 2]);
  const kinds = [['', 'all'], ['up', 'solved more often'], ['down', 'solved less often'], ['never', 'never solved']];
  const fits = {'': () => true, up: p => gain(p) > 0, down: p => gain(p) < 0,
    never: p => names.every(name => rate(p, name) === 0)};
  const here = el('div', {'aria-live': 'polite'});
  const show = kind => here.replaceChildren(...pager(data.problems.filter(fits[kind]), 1, problem =>
      el('article', {class: 'group'}, el('header', {}, el('code', {class: 'id'}, problem.id)),
          el('pre', {class: 'prompt'}, problem.prompt),
          el('div', {class: 'models'}, names.map((name, i) => answersOf(name, i, problem.answers[name])))), 'problem'));
  const controls = el('div', {class: 'controls'}, choice('show', kinds, show));
  show('');
  return el('div', {class: 'browser'}, spread(data), names.length > 1 && controls, here);
}

(() => {
  const episodes = document.getElementById('episodes-here');
  episodes.append(...DATA.episodes.map(episodeBrowser));
  if (DATA.episodes.length === 0) episodes.append(el('p', {class: 'empty'}, 'No run has written episodes/step-N.jsonl.'));
  document.getElementById('answers-here').append(answerBrowser(DATA.answers));
})();
