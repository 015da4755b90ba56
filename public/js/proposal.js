// Comfort for the proposal: saves a part when writing pauses, keeps a copy on this device for this person
// until it is saved, counts letters, and shows advice when it comes. The page works without it.

const PAUSE = 1500;
const RETRY = 6000;
const page = document.querySelector('[data-proposal]');
const { submission, person } = page.dataset;
const word = (name) => page.dataset[`word${name[0].toUpperCase()}${name.slice(1)}`];

const copies = {
  key: (part) => `draft:${person}:${submission}:${part}`,
  read(part) {
    try {
      return JSON.parse(localStorage.getItem(this.key(part)));
    } catch {
      return null;
    }
  },
  write(part, copy) {
    try {
      if (copy) localStorage.setItem(this.key(part), JSON.stringify(copy));
      else localStorage.removeItem(this.key(part));
    } catch {}
  },
};

function enhance(item) {
  const key = item.dataset.part;
  const text = item.querySelector('[data-text]');
  if (!text) return;
  const version = item.querySelector('[data-version]');
  const state = item.querySelector('[data-state]');
  const used = item.querySelector('[data-used]');
  const button = item.querySelector('button[form=draft]');
  let timer;
  let saving = null;
  let stopped = item.querySelector('.both-texts') !== null;
  let saved = text.defaultValue.trim();

  function say(kind, sentence) {
    state.className = `saved ${kind}`;
    const span = state.querySelector('span') ?? state.appendChild(document.createElement('span'));
    if (kind !== '') state.querySelector('svg')?.remove();
    span.textContent = sentence;
  }

  const dirty = () => text.value.trim() !== saved;
  const later = (after) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(save, after);
  };

  async function send() {
    const sent = text.value;
    say('not-yet', word('saving'));
    const body = new URLSearchParams({ [`section[${key}]`]: sent, [`version[${key}]`]: version.value });
    const answer = await fetch(`/submissions/${submission}/draft`, {
      method: 'POST',
      body,
      headers: { Accept: 'application/json' },
    });
    const data = await answer.json().catch(() => ({}));
    if (answer.ok) {
      version.value = data.versions[key];
      saved = sent.trim();
      copies.write(key, dirty() ? { text: text.value, version: version.value } : null);
      say('', word('saved'));
      if (dirty()) later(PAUSE);
      return 'saved';
    }
    if (answer.status === 409) {
      stopped = true;
      say('failed', word('stale'));
      return 'stale';
    }
    if (answer.status < 500 && answer.status !== 429) {
      say('failed', data.message ?? word('failed'));
      return 'refused';
    }
    throw new Error('away');
  }

  /** One save of a part at a time; the next one is based on its version. */
  async function save() {
    clearTimeout(timer);
    if (saving !== null) await saving;
    if (!dirty()) return 'saved';
    saving = send().catch(() => {
      say('failed', word('failed'));
      later(RETRY);
      return 'failed';
    });
    const outcome = await saving;
    saving = null;
    return outcome;
  }

  text.addEventListener('input', () => {
    used.textContent = text.value.trim().length;
    copies.write(key, { text: text.value, version: version.value });
    later(PAUSE);
  });
  addEventListener('online', () => dirty() && save());
  button.addEventListener('click', async (event) => {
    if (stopped) return;
    event.preventDefault();
    if (!dirty() && saving === null) return say('', word('saved'));
    const outcome = await save();
    // The page that comes back holds both texts.
    if (outcome === 'stale') button.form.requestSubmit(button);
  });

  const copy = copies.read(key);
  if (!copy || stopped) return;
  if (copy.text.trim() === saved) return copies.write(key, null);
  text.value = copy.text;
  version.value = copy.version;
  used.textContent = text.value.trim().length;
  say('not-yet', word('kept'));
  later(PAUSE);
}

for (const item of page.querySelectorAll('[data-part]')) enhance(item);

/** Fetches the advice on one part; a form in which somebody writes is left alone and a line tells of it. */
async function showAdvice(section) {
  const address = `${location.pathname}?part=${encodeURIComponent(section)}`;
  const item = page.querySelector(`[data-part="${CSS.escape(section)}"]`);
  const place = item?.querySelector('[data-advice]');
  const typed =
    place && [...place.querySelectorAll('textarea')].some((field) => field.value !== field.defaultValue);
  if (!place || typed || place.contains(document.activeElement)) return tell(address);
  const answer = await fetch(address, { headers: { Accept: 'text/html' } });
  if (!answer.ok) return tell(address);
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const there = fresh.querySelector(`[data-part="${CSS.escape(section)}"]`);
  if (!there) return tell(address);
  place.replaceChildren(...there.querySelector('[data-advice]').childNodes);
  item.querySelector('.part-badges').replaceChildren(...there.querySelector('.part-badges').childNodes);
  tell(address);
}

function tell(address) {
  const news = page.querySelector('[data-news]');
  const link = document.createElement('a');
  link.href = address;
  link.textContent = word('again');
  news.replaceChildren(`${word('advice')} `, link);
  news.hidden = false;
}

const { io } = await import(page.dataset.client);
const socket = io({ transports: ['websocket'] });
socket.on('notice', (notice) => document.dispatchEvent(new CustomEvent('notice', { detail: notice })));
socket.on('feedback:changed', (change) => {
  if (change.submissionId === submission) showAdvice(change.section).catch(() => {});
});
