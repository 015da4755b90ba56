// The room, live. Without this file the page is a form and a link; with it messages come and go by
// themselves, wait while there is no connection, and are sent once.
import { openActs } from './room.acts.js';
import { sendFiles } from './room.files.js';
import { createLink } from './room.link.js';
import { createLog } from './room.log.js';
import { offerNames } from './room.names.js';
import { loadOlder } from './room.older.js';
import { createOutbox } from './room.outbox.js';
import { createReading } from './room.reading.js';
import { createReply } from './room.reply.js';
import { minutes, offerVoice, waitingSound } from './room.voice.js';

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
  const outbox = createOutbox({
    talk,
    log,
    words,
    link: () => link,
    // The reason stands at the end, below what fitted before.
    refused: () => toEnd(),
    show(line, { body, seconds, voice, type }) {
      const text = body ?? words.say('voice.note', { length: minutes(seconds) });
      log.slot(line, 'body').textContent = text;
      if (voice) log.slot(line, 'body').before(waitingSound(voice, type, text));
    },
  });
  const form = talk.querySelector('[data-compose]');
  const field = form?.elements.body;
  const newest = talk.querySelector('[data-newest]');
  const banner = document.querySelector('[data-offline]');
  const presence = document.querySelector('[data-presence]');
  let here = [...document.querySelectorAll('[data-group="here"] li')].map((line) => ({
    id: line.dataset.person,
  }));
  let hereAt = new Date();

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
          outbox.taken(entry);
          reading.came(entry);
          if (entry.kind === 'message') typists.delete(entry.author.id);
          if (entry.kind === 'message' || entry.kind === 'system') seen += 1;
          const face = document.querySelector(`template[data-face="${CSS.escape(entry.author.id)}"]`);
          if (['system', 'pin'].includes(entry.kind) || !face) refresh();
        });
        if (seen > 0) {
          talk.querySelector('[data-empty]')?.remove();
          follow(was);
        }
        showTyping();
        reading.sayRead();
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
        outbox.sayWhy();
        if (state !== 'offline') void outbox.flush();
        reading.sayRead();
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
    talk.querySelector('[data-slot="expert-reads"]').hidden =
      !live || !here.some((one) => one.role === 'expert' && one.id !== person);
    for (const { id, since } of here) {
      const line = document.querySelector(`li[data-person="${CSS.escape(id)}"]`);
      if (line && since)
        log.slot(line, 'since').textContent = words.say('since', { time: log.clock.format(new Date(since)) });
    }
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
      for (const part of ['help', 'people', 'pins']) {
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

  const reading = createReading(talk, log, (seq) => link.state() === 'live' && link.read(seq));
  openActs(talk, words);
  sendFiles(talk, words);
  const names = form && offerNames(form, words);
  const reply = createReply(talk, log, words);

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
  offerVoice(talk, words, (note) => {
    void outbox.send(note);
    talk.querySelector('[data-empty]')?.remove();
    follow(true);
  });
  form?.addEventListener('submit', (event) => {
    event.preventDefault();
    const body = field.value.trim();
    if (body === '') return;
    void outbox.send({ body, replyTo: reply.take(), mentions: names.in(body) });
    field.value = '';
    typedAt = 0;
    talk.querySelector('[data-empty]')?.remove();
    follow(true);
    field.focus();
  });

  talk.querySelector('[data-refresh]').hidden = true;
  const opensAtEnd = location.hash === '' || location.hash === '#end';
  if (opensAtEnd && !reading.mark()) toEnd();
  loadOlder(talk, log);
  void outbox.showWaiting().then((some) => some && toEnd());
  void link.start();
}

// The strips stay right under the head, however many lines the head has, and what has the focus is under neither.
for (const name of ['room-head', 'strips']) {
  const part = document.querySelector(`.${name}`);
  new ResizeObserver(() => {
    document.documentElement.style.setProperty(`--${name}`, `${part.offsetHeight}px`);
  }).observe(part);
}
