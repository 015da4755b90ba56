// The sheet saves itself while a juror works; what could not be saved stays on this device, for this person.

const form = document.querySelector('form[data-sheet]');
const badge = document.querySelector('[data-saved]');
const tabs = [...document.querySelectorAll('.tabs a')];

function markTab() {
  const [read, score] = tabs;
  if (!read) return;
  const visible = getComputedStyle(document.getElementById('read')).display !== 'none';
  const both = getComputedStyle(document.getElementById('score')).display !== 'none' && visible;
  for (const [tab, current] of [
    [read, visible && !both],
    [score, !visible],
  ]) {
    if (current) tab.setAttribute('aria-current', 'true');
    else tab.removeAttribute('aria-current');
  }
}
addEventListener('hashchange', markTab);
// The fragment of the address counts only when the page is whole.
if (document.readyState === 'complete') markTab();
else addEventListener('load', () => requestAnimationFrame(markTab));

if (form) keep(form);

function keep(sheet) {
  const place = `sheet:${sheet.dataset.person}:${sheet.dataset.sheet}`;
  const word = badge.querySelector('span');
  const version = sheet.elements.version;
  let timer;
  let running = false;
  let again = false;
  let stopped = false;
  let leaving;

  const fields = () => {
    const values = {};
    for (const [name, value] of new FormData(sheet)) if (name !== 'version') values[name] = value;
    return values;
  };
  const say = (text, kind) => {
    badge.className = `badge ${kind}`;
    if (word.textContent !== text) word.textContent = text;
  };
  const store = (value) => {
    try {
      if (value) localStorage.setItem(place, JSON.stringify(value));
      else localStorage.removeItem(place);
    } catch {}
  };
  const stored = () => {
    try {
      return JSON.parse(localStorage.getItem(place));
    } catch {
      return null;
    }
  };
  const sameAs = (current, values) =>
    Object.entries(values).every(([name, value]) => {
      const criterion = /^score\[(.+)\]$/.exec(name)?.[1];
      if (criterion) return String(current.score?.[criterion]) === value;
      return String(current[name] ?? '').replace(/\r\n?/g, '\n') === String(value).replace(/\r\n?/g, '\n');
    });

  async function save() {
    clearTimeout(timer);
    if (stopped) return;
    if (running) {
      again = true;
      return;
    }
    running = true;
    const values = fields();
    try {
      const answer = await fetch(sheet.action, {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body: new URLSearchParams({ ...values, version: version.value }),
      });
      const body = await answer.json().catch(() => ({}));
      if (answer.ok) {
        version.value = body.version;
        say(body.saved, 'done');
        if (JSON.stringify(values) === JSON.stringify(fields())) store(null);
        showHandIn(body.scored);
      } else if (answer.status === 409 && body.current?.version && sameAs(body.current, values)) {
        // An earlier try did arrive; only its answer was lost.
        version.value = body.current.version;
        again = true;
      } else if (answer.status === 409) {
        stopped = true;
        say(badge.dataset.stale, 'bad');
      } else {
        say(body.message ?? badge.dataset.away, 'bad');
      }
    } catch {
      say(badge.dataset.away, 'bad');
      timer = setTimeout(save, 5000);
    }
    running = false;
    if (leaving) {
      const button = leaving;
      leaving = undefined;
      sheet.requestSubmit(button);
    } else if (again) {
      again = false;
      void save();
    }
  }

  function changed(wait) {
    store({ version: version.value, values: fields() });
    if (!stopped) say(badge.dataset.waits, 'info');
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  function showHandIn(scored) {
    const button = sheet.querySelector('[data-hand-in]');
    if (!button || Number(button.dataset.total) !== scored) return;
    button.hidden = false;
    sheet.querySelector('[data-last]').hidden = true;
    sheet.querySelector('.stay p').textContent = button.dataset.word;
  }

  sheet.addEventListener('input', (event) => changed(event.target.type === 'radio' ? 0 : 1200));
  addEventListener('online', () => stored() && save());
  // The form goes by itself now. If it arrives, the next page has another version and the copy is dropped.
  sheet.addEventListener('submit', (event) => {
    clearTimeout(timer);
    if (running && !stopped) {
      // The version on its way back is the one the form must carry.
      event.preventDefault();
      leaving = event.submitter ?? sheet.querySelector('button[type=submit]');
      return;
    }
    stopped = true;
    store({ version: version.value, values: fields() });
  });

  const left = stored();
  if (left && !document.getElementById('errors') && left.version === version.value) {
    for (const [name, value] of Object.entries(left.values)) {
      const field = sheet.elements[name];
      if (field) field.value = value;
    }
    changed(0);
  } else if (left) {
    showKept(left.values);
    store(null);
  }

  /** Words from this device that another window overtook stand under their field, to copy from. */
  function showKept(values) {
    for (const name of ['feedback', 'note']) {
      const field = sheet.elements[name];
      const text = String(values[name] ?? '').trim();
      if (!field || !text || text.replace(/\s+/g, ' ') === field.value.trim().replace(/\s+/g, ' ')) continue;
      const kept = document.createElement('p');
      kept.className = 'peoples-text small quiet';
      kept.dir = 'auto';
      kept.textContent = `${badge.dataset.kept}\n${text}`;
      field.after(kept);
    }
  }
}
