// The talk on the page: entries fill the templates that the server made, in the order of their numbers.

import { fileNode } from './room.files.js';
import { minutes } from './room.voice.js';
import { putWords } from './room.words.js';

export function createLog(talk, words) {
  const list = talk.querySelector('[data-log]');
  const { person, zone, intl } = talk.dataset;
  const silenced = new Set(talk.dataset.silenced?.split(' '));
  const ahead = new Map();
  let known = Number(talk.dataset.head);

  const clock = new Intl.DateTimeFormat(intl, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  });
  const calendar = new Intl.DateTimeFormat(intl, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: zone,
  });

  const part = (name, what) =>
    document.querySelector(`template[data-line="${name}"]`).content.cloneNode(true).querySelector(what);
  const template = (name) => part(name, 'li');
  const slot = (line, name) => line.querySelector(`[data-slot="${name}"]`);
  // The sign for somebody who deleted their account; no living name is like it.
  const nameOf = ({ name }) => (name === '⸺' ? words.say('left') : name);
  const lineOf = (id) => list.querySelector(`[data-id="${CSS.escape(id)}"]`);

  function putDay(at) {
    const day = calendar.format(at);
    const text = day === calendar.format(new Date()) ? words.say('today', { day }) : day;
    const last = [...list.querySelectorAll('.day')].at(-1);
    if (last && [text, day, words.say('today', { day })].includes(last.textContent.trim())) return;
    const line = template('day');
    line.firstElementChild.textContent = text;
    list.append(line);
  }

  function fill(line, entry) {
    const at = new Date(entry.at);
    const time = clock.format(at);
    line.id = `m-${entry.id}`;
    line.dataset.id = entry.id;
    line.dataset.seq = entry.seq;
    const shown = slot(line, 'time');
    if (shown) {
      shown.textContent = time;
      shown.dateTime = entry.at;
    }
    return { at, time };
  }

  function putMessage(entry) {
    const mine = entry.author.id === person;
    const line = template(mine ? 'mine' : entry.author.role === 'expert' ? 'expert' : 'other');
    const { at, time } = fill(line, entry);
    if (mine) {
      slot(line, 'state').lastElementChild.textContent = words.say('saved', { time });
      slot(line, 'change').href = `?edit=${encodeURIComponent(entry.id)}#m-${encodeURIComponent(entry.id)}`;
    } else {
      slot(line, 'name').textContent = nameOf(entry.author);
      const face = document.querySelector(`template[data-face="${CSS.escape(entry.author.id)}"]`);
      if (face) slot(line, 'face').replaceChildren(face.content.cloneNode(true));
      const badge = slot(line, 'badge');
      badge.hidden = !face?.dataset.badge;
      badge.firstElementChild.textContent = face?.dataset.badge ?? '';
    }
    line.dataset.author = entry.author.id;
    const id = encodeURIComponent(entry.id);
    if (slot(line, 'reply')) slot(line, 'reply').href = `?reply=${id}#end`;
    slot(line, 'more').href = `/messages/${id}`;
    putWords(slot(line, 'body'), entry, person);
    putQuote(line, entry.replyTo);
    if (entry.file) slot(line, 'body').before(fileNode(entry, { part, slot }));
    if (entry.voice) slot(line, 'body').before(soundNode(entry));
    slot(line, 'body').hidden = entry.body === '';
    if (entry.body === null) takeBack(line);
    else if (silenced.has(entry.author.id)) fold(line);
    putDay(at);
    list.append(line);
  }

  function soundNode({ voice: { id, seconds } }) {
    const node = part('sound', '.sound');
    const length = words.say('voice.note', { length: minutes(seconds) });
    const audio = node.querySelector('audio');
    slot(node, 'length').textContent = length;
    audio.setAttribute('aria-label', length);
    audio.src = `/voice/${encodeURIComponent(id)}`;
    if (slot(node, 'write')) slot(node, 'write').href = `/voice/${encodeURIComponent(id)}/transcript`;
    return node;
  }

  /** Where the reader is called by name. */
  function signMine(within) {
    for (const name of within.querySelectorAll(`[data-at="${CSS.escape(person)}"]`)) name.classList.add('me');
  }
  signMine(list);

  function fold(line) {
    const details = part('folded', 'details');
    const body = slot(line, 'body');
    body.before(details);
    details.append(
      ...[slot(line, 'quote'), slot(line, 'picture'), slot(line, 'file'), slot(line, 'sound'), body].filter(
        Boolean,
      ),
    );
  }

  function putQuote(line, to) {
    const quote = slot(line, 'quote');
    if (!to) return quote.remove();
    const link = quote.querySelector('a');
    link.href = `?around=${to.seq}#m-${encodeURIComponent(to.id)}`;
    link.dataset.goto = to.id;
    slot(line, 'quoted').textContent = nameOf(to);
    sayQuoted(link, to.body);
  }

  function sayQuoted(link, body) {
    link.querySelector('[data-slot="quote-text"]').textContent = body ?? words.say('withdrawn');
  }

  function putSystem(entry) {
    const said = words.find(`${entry.author.id === person ? 'mine' : 'other'}.${entry.body}`);
    if (!said) return;
    const line = template(/\.(claimed|done)$/.test(entry.body) ? 'tick' : 'hand');
    const { at } = fill(line, entry);
    slot(line, 'said').textContent = said.replace('{name}', nameOf(entry.author));
    putDay(at);
    list.append(line);
  }

  function takeBack(line, word = 'withdrawn') {
    const body = slot(line, 'body');
    if (!body) return;
    body.hidden = false;
    body.textContent = words.say(word);
    body.classList.add('gone');
    body.removeAttribute('lang');
    for (const name of ['changed', 'change', 'reply', 'more'])
      if (slot(line, name)) slot(line, name).hidden = true;
    for (const name of ['quote', 'picture', 'file', 'sound']) slot(line, name)?.remove();
  }

  function put(entry) {
    if (entry.kind === 'message' && !lineOf(entry.id)) putMessage(entry);
    else if (entry.kind === 'system' && !lineOf(entry.id)) putSystem(entry);
    else if (entry.of) {
      const changes = entry.kind === 'withdrawal' || (entry.kind === 'edit' && entry.body !== null);
      const quotes = talk.querySelectorAll(`[data-goto="${CSS.escape(entry.of)}"]`);
      if (changes) for (const quote of quotes) sayQuoted(quote, entry.body);
      const line = lineOf(entry.of);
      if (!line) return;
      if (entry.kind === 'withdrawal')
        takeBack(line, entry.author.id === line.dataset.author ? 'withdrawn' : 'withheld');
      else if (entry.kind === 'edit' && entry.body !== null && slot(line, 'body')) {
        putWords(slot(line, 'body'), entry, person);
        slot(line, 'body').hidden = false;
        slot(line, 'body').classList.remove('gone');
        // Whoever decided gives the words of somebody else back by an edit: nobody changed them.
        if (!slot(line, 'sound')) slot(line, 'changed').hidden &&= entry.author.id !== line.dataset.author;
        else if (slot(line, 'write')) slot(line, 'write').textContent = words.say('rewrite');
      }
    }
  }

  return {
    known: () => known,
    /** Puts what comes next on the page and keeps what came too early; true when something is missing. */
    take(entries, each) {
      for (const entry of entries) if (entry.seq > known) ahead.set(entry.seq, entry);
      for (let next = ahead.get(known + 1); next; next = ahead.get(known + 1)) {
        ahead.delete(next.seq);
        known = next.seq;
        put(next);
        each(next);
      }
      return ahead.size > 0;
    },
    isFolded: (id) => silenced.has(id),
    template,
    slot,
    clock,
    /** Puts the lines of an earlier page above; the day that both pages show stands once. */
    putAbove(lines) {
      const first = list.querySelector('.day');
      const lastDay = lines.findLast((line) => line.classList.contains('day'));
      if (first && lastDay && first.textContent.trim() === lastDay.textContent.trim()) first.remove();
      for (const line of lines) signMine(line);
      list.prepend(...lines);
    },
  };
}
