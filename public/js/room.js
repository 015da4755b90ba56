// The room, live. Without this file the page is a form and a link; with it messages come and go by
// themselves, wait while there is no connection, and are sent once.
import { createLink } from './room.link.js';
import { createLog } from './room.log.js';
import { createQueue } from './room.queue.js';

const talk = document.querySelector('.talk[data-room]');
if (talk && !('past' in talk.dataset)) begin();

function readWords() {
  const all = new Map();
  for (const one of document.querySelector('template[data-words]').content.querySelectorAll('[data-word]'))
    all.set(one.dataset.word, one.textContent);
  return {
    find: (key) => all.get(key),
    say: (key, values = {}) =>
      (all.get(key) ?? '').replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole),
  };
}

/** The right or the sign-in is gone, or somebody else's: the server says what is true now. */
function loadAgain() {
  const last = Number(history.state?.loadedAt ?? 0);
  if (Date.now() - last < 10_000) return;
  history.replaceState({ loadedAt: Date.now() }, '');
  location.reload();
}

function begin() {
  const { room, person, client } = talk.dataset;
  const words = readWords();
  const log = createLog(talk, words);
  const queue = createQueue(person, room);
  const waiting = talk.querySelector('[data-queue]');
  const form = talk.querySelector('[data-compose]');
  const field = form?.elements.body;
  const newest = talk.querySelector('[data-newest]');
  const banner = document.querySelector('[data-offline]');
  const presence = document.querySelector('[data-presence]');
  let here = [...document.querySelectorAll('[data-group="here"] li')].map((line) => ({
    id: line.dataset.person,
  }));
  let hereAt = new Date();
  let sending = false;

  // ---- where the reader is
  const page = document.scrollingElement;
  const atEnd = () => page.scrollHeight - page.scrollTop - innerHeight < 160;
  const toEnd = () => page.scrollTo({ top: page.scrollHeight });
  const follow = (was) => {
    if (was) toEnd();
    newest.hidden = was;
  };
  newest.querySelector('button').addEventListener('click', () => follow(true));
  addEventListener('scroll', () => newest.toggleAttribute('hidden', newest.hidden || atEnd()), {
    passive: true,
  });

  // ---- messages that wait
  const waitingLine = (clientId) => waiting.querySelector(`[data-client="${clientId}"]`);

  function showWaiting({ clientId, body }) {
    const line = log.template('waits');
    line.dataset.client = clientId;
    log.slot(line, 'body').textContent = body;
    line.querySelector('[data-again]').addEventListener('click', () => {
      setFailed(line, false);
      void flush();
    });
    line.querySelector('[data-drop]').addEventListener('click', () => {
      queue.remove(clientId);
      line.remove();
    });
    waiting.append(line);
    sayWhy();
  }

  function sayWhy() {
    const word = words.say(link.state() === 'offline' ? 'waits' : 'sending');
    for (const why of waiting.querySelectorAll('[data-slot="why"]')) why.textContent = word;
  }

  function setFailed(line, failed, reason = '') {
    line.dataset.failed = failed ? 'yes' : '';
    log.slot(line, 'waiting').hidden = failed;
    log.slot(line, 'failed').hidden = !failed;
    log.slot(line, 'reason').textContent = reason;
    for (const button of line.querySelectorAll('[data-again], [data-drop]')) button.hidden = !failed;
  }

  /** Sends what waits, one after the other, in the order it was written. */
  async function flush() {
    if (sending) return;
    sending = true;
    try {
      for (const message of queue.all()) {
        const line = waitingLine(message.clientId);
        if (line?.dataset.failed === 'yes') continue;
        const answer = await link.post(message);
        if (answer.ok) {
          queue.remove(message.clientId);
          if (log.known() < answer.data.seq) setTimeout(() => missing(answer.data.seq), 700);
          else line?.remove();
        } else if (
          answer.retryAfter ||
          ['frame.errors.away', 'frame.errors.crash', ''].includes(answer.error)
        ) {
          setTimeout(flush, (answer.retryAfter ?? 3) * 1000);
          return;
        } else if (line) setFailed(line, true, answer.message ?? '');
      }
    } catch {
      // No line: everything stays in the queue until there is one.
      if (link.state() === 'live' || link.state() === 'slow') setTimeout(flush, 3_000);
    } finally {
      sending = false;
    }
  }

  const missing = (seq) => log.known() < seq && link.catchUp().catch(() => undefined);

  // ---- the line
  const link = createLink({
    client,
    roomId: room,
    personId: person,
    known: log.known,
    on: {
      entries(entries) {
        const was = atEnd();
        let seen = 0;
        const gap = log.take(entries, (entry) => {
          if (entry.clientId) {
            queue.remove(entry.clientId);
            waitingLine(entry.clientId)?.remove();
          }
          if (entry.kind === 'message') typists.delete(entry.author.id);
          if (entry.kind !== 'edit' && entry.kind !== 'withdrawal') seen += 1;
          const face = document.querySelector(`template[data-face="${CSS.escape(entry.author.id)}"]`);
          if (entry.kind === 'system' || !face) refresh();
        });
        if (seen > 0) {
          talk.querySelector('[data-empty]')?.remove();
          follow(was);
        }
        showTyping();
        if (gap) setTimeout(() => missing(log.known() + 1), 400);
      },
      presence(people) {
        here = people;
        hereAt = new Date();
        showPresence();
      },
      typing({ id, name }) {
        clearTimeout(typists.get(id)?.timer);
        typists.set(id, { name, timer: setTimeout(() => typists.delete(id) && showTyping(), 4_000) });
        showTyping();
      },
      help: ({ team }) => team === talk.dataset.team && refresh(),
      state(state) {
        talk.dataset.state = state;
        if (banner) banner.hidden = state !== 'offline';
        showPresence();
        sayWhy();
        if (state !== 'offline') void flush();
      },
      closed: loadAgain,
    },
  });

  // ---- who is here, who writes
  const typists = new Map();
  const typingLine = talk.querySelector('[data-typing]');

  function showTyping() {
    const names = [...typists.values()].map((one) => one.name);
    typingLine.hidden = names.length === 0;
    typingLine.lastElementChild.textContent =
      names.length > 1 ? words.say('typingMany') : words.say('typing', { name: names[0] });
  }

  function showPresence() {
    const live = link.state() === 'live';
    const count = Math.min(here.length, 12);
    const time = log.clock.format(hereAt);
    const text = words.say(`${live ? 'here' : 'hereAt'}.${count}`, { time });
    presence.querySelector('[data-slot="here"]').textContent =
      here.length > 12 ? text.replace('12', here.length) : text;
    presence.querySelector('[data-dot]').classList.toggle('now', live && here.length > 0);
    const ids = new Set(here.map((one) => one.id));
    const [now, away] = ['here', 'away'].map((name) => document.querySelector(`[data-group="${name}"]`));
    const isHere = (line) => live && ids.has(line.dataset.person);
    for (const line of document.querySelectorAll('[data-person][data-person]:is(li)'))
      (isHere(line) ? now : away).querySelector('ul').append(line);
    for (const group of [now, away]) group.hidden = group.querySelectorAll('li').length === 0;
    if (here.some((one) => !document.querySelector(`li[data-person="${CSS.escape(one.id)}"]`))) refresh();
  }

  // ---- parts of the page that only the server can draw
  let refreshing;
  const asked = new Set();
  function refresh() {
    clearTimeout(refreshing);
    refreshing = setTimeout(async () => {
      const response = await fetch(location.pathname).catch(() => null);
      if (!response?.ok) return;
      const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
      for (const part of ['help', 'people']) {
        const old = document.querySelector(`[data-part="${part}"]`);
        const made = fresh.querySelector(`[data-part="${part}"]`);
        const busy = old?.contains(document.activeElement) || old?.querySelector('details[open]');
        if (old && made && !busy) old.replaceChildren(...made.childNodes);
      }
      const people = here.map((one) => one.id).join();
      if (asked.has(people)) return;
      asked.add(people);
      showPresence();
    }, 300);
  }

  // ---- earlier messages
  talk.addEventListener('click', async (event) => {
    const older = event.target.closest?.('[data-older]');
    if (!older) return;
    event.preventDefault();
    const response = await fetch(older.href).catch(() => null);
    if (!response?.ok) return;
    const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
    const from = page.scrollHeight - page.scrollTop;
    log.putAbove([...fresh.querySelectorAll('[data-log] > li')]);
    const next = fresh.querySelector('[data-older]');
    if (next) older.href = next.getAttribute('href');
    else older.parentElement.remove();
    page.scrollTop = page.scrollHeight - from;
  });

  // ---- writing
  let typedAt = 0;
  field?.addEventListener('input', () => {
    if (Date.now() - typedAt < 2_000 || field.value.trim() === '') return;
    typedAt = Date.now();
    link.typing();
  });
  field?.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || !matchMedia('(hover: hover)').matches)
      return;
    event.preventDefault();
    form.requestSubmit();
  });
  form?.addEventListener('submit', (event) => {
    event.preventDefault();
    const body = field.value.trim();
    if (body === '') return;
    showWaiting(queue.add(body));
    field.value = '';
    typedAt = 0;
    talk.querySelector('[data-empty]')?.remove();
    follow(true);
    field.focus();
    void flush();
  });

  talk.querySelector('[data-refresh]').hidden = true;
  for (const message of queue.all()) showWaiting(message);
  if (location.hash === '' || location.hash === '#end' || queue.all().length > 0) toEnd();
  void link.start();
}

// The strip of the help request stays right under the head, however many lines the head has.
const head = document.querySelector('.room-head');
new ResizeObserver(() => {
  document.documentElement.style.setProperty('--room-head', `${head.offsetHeight}px`);
}).observe(head);
