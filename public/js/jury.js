// The sheet saves itself while a juror works; what could not be saved stays on this device, for this person.

const form = document.querySelector('form[data-form]');
const own = document.querySelector('[data-sheet]');
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

/** What could not be saved, on this device and for this person only. */
const place = own && `sheet:${own.dataset.person}:${own.dataset.sheet}`;
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
const flat = (text) =>
  String(text ?? '')
    .replace(/\s+/g, ' ')
    .trim();

if (form) {
  keep(form);
  byKeys(form);
} else if (own) showLate();

/** The sheet is closed: words that were typed too late stand there to copy from, until their writer lets them go. */
function showLate() {
  const card = document.querySelector('[data-late]');
  const late = stored();
  const page = flat(own.textContent);
  const words = ['feedback', 'note'].map((name) => String(late?.values?.[name] ?? '').trim());
  const lost = words.filter((text) => text && !page.includes(flat(text)));
  if (!card || lost.length === 0) return;
  for (const text of lost) {
    const paragraph = document.createElement('p');
    paragraph.className = 'peoples-text';
    paragraph.dir = 'auto';
    paragraph.textContent = text;
    card.firstElementChild.after(paragraph);
  }
  card.hidden = false;
  card.querySelector('[data-forget]').addEventListener('click', () => {
    store(null);
    card.hidden = true;
  });
}

/** Digits, arrows and Enter inside the open criterion; everywhere else keys do what they always do. */
function byKeys(sheet) {
  const open = sheet.querySelector('.criterion.open');
  open?.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const levels = [...open.querySelectorAll('input[type=radio]')];
    const choose = (level) => {
      event.preventDefault();
      level.focus();
      if (level.checked) return;
      level.checked = true;
      level.dispatchEvent(new Event('input', { bubbles: true }));
    };
    const byDigit = /^\d$/.test(event.key) && levels.find((level) => level.value === event.key);
    if (byDigit) choose(byDigit);
    else if (event.target === open && /^Arrow(Up|Down)$/.test(event.key))
      choose(levels.find((level) => level.checked) ?? levels.at(event.key === 'ArrowUp' ? -1 : 0));
    else if (event.key === 'Enter' && (event.target === open || levels.includes(event.target))) {
      event.preventDefault();
      const next = sheet.querySelector('.stay button:not([hidden])');
      if (!next || next.formAction.endsWith('/handing-in')) sheet.elements.feedback.focus();
      else next.click();
    }
  });
}

function keep(sheet) {
  const word = badge.querySelector('span');
  const version = sheet.elements.version;
  let timer;
  let running = false;
  let again = false;
  let stopped = false;
  let dirty = false;
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
      await take(answer, values);
    } catch {
      say(navigator.onLine ? badge.dataset.away : badge.dataset.offline, 'bad');
      timer = setTimeout(save, 5000);
    }
    running = false;
    if (leaving) {
      const { from, button } = leaving;
      leaving = undefined;
      dirty = false;
      from.requestSubmit(button);
    } else if (again) {
      again = false;
      void save();
    }
  }

  async function take(answer, values) {
    const body = await answer.json().catch(() => ({}));
    if (answer.ok) {
      version.value = body.version;
      say(body.saved, 'done');
      if (JSON.stringify(values) === JSON.stringify(fields())) {
        store(null);
        dirty = false;
      }
      sheet.querySelector('[data-sentences]').textContent = body.words;
      showHandIn(body.scored);
    } else if (answer.status === 409 && body.current?.score && sameAs(body.current, values)) {
      // An earlier try did arrive; only its answer was lost.
      version.value = body.current.version;
      again = true;
    } else if (answer.status === 409 && body.current?.score) {
      stopped = true;
      say(badge.dataset.stale, 'bad');
      showBoth(body.current);
    } else if (answer.status >= 500) {
      say(badge.dataset.failed, 'bad');
      timer = setTimeout(save, 5000);
    } else {
      // Refused as it is, or for good: what was typed stays here and on this device.
      stopped = answer.status === 403 || answer.status === 409;
      say(body.message ?? badge.dataset.failed, 'bad');
    }
  }

  function changed(wait) {
    dirty = true;
    store({ version: version.value, values: fields() });
    if (!stopped) say(badge.dataset.waits, 'info');
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  /** Another window was first: its words and scores beside what is typed here, and which of them should stay. */
  function showBoth(current) {
    const card = document.querySelector('[data-both]');
    const list = card.querySelector('[data-scores]');
    list.replaceChildren(
      ...[...sheet.querySelectorAll('[data-criterion]')].flatMap((section) => {
        const score = current.score[section.dataset.criterion];
        if (score === undefined) return [];
        const line = document.createElement('li');
        line.textContent = `${section.querySelector('h3 span').textContent}: ${score}`;
        return [line];
      }),
    );
    card.querySelector('[data-words]').textContent = current.feedback;
    card.querySelector('[data-notes]').textContent = current.note;
    const go = (theirs) => {
      card.hidden = true;
      version.value = current.version;
      stopped = false;
      if (theirs) {
        for (const name of ['feedback', 'note', 'translate']) sheet.elements[name].value = current[name];
        for (const [id, score] of Object.entries(current.score)) {
          const levels = sheet.elements[`score[${id}]`];
          if (levels) levels.value = String(score);
        }
      }
      changed(0);
      sheet.elements.feedback.focus();
    };
    card.querySelector('[data-mine]').onclick = () => go(false);
    card.querySelector('[data-theirs]').onclick = () => go(true);
    card.hidden = false;
    card.focus();
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
  addEventListener('offline', () => dirty && say(badge.dataset.offline, 'bad'));
  // The form goes by itself now. If it arrives, the next page has another version and the copy is dropped.
  sheet.addEventListener('submit', (event) => {
    clearTimeout(timer);
    if (running && !stopped) {
      // The version on its way back is the one the form must carry.
      event.preventDefault();
      leaving = { from: sheet, button: event.submitter ?? sheet.querySelector('button[type=submit]') };
      return;
    }
    stopped = true;
    store({ version: version.value, values: fields() });
  });
  // Putting off and “I know this team” are other forms: what is typed here goes first.
  document.addEventListener('submit', (event) => {
    if (event.target === sheet || !own.contains(event.target) || !dirty || stopped) return;
    event.preventDefault();
    leaving = { from: event.target, button: event.submitter };
    if (!running) void save();
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
      if (!field || !text || flat(text) === flat(field.value)) continue;
      const kept = document.createElement('p');
      kept.className = 'peoples-text small quiet';
      kept.dir = 'auto';
      kept.textContent = `${badge.dataset.kept}\n${text}`;
      field.after(kept);
    }
  }
}
