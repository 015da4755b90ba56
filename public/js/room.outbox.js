// What somebody wrote and the server does not have yet: it stands on the page at once, waits where there is no
// line, and is sent in the order in which it was written.
import { createQueue, newUuid } from './room.queue.js';

const AGAIN = 3_000;
/** Refusals that pass by themselves; '' is an answer that nobody of us wrote. */
const PASSES = ['frame.errors.away', 'frame.errors.crash', ''];

export function createOutbox({ talk, log, words, link, show, refused }) {
  const queue = createQueue(talk.dataset.person, talk.dataset.room);
  const place = talk.querySelector('[data-queue]');
  let sending = false;
  let again = false;
  let keeping = 0;

  const lineOf = (clientId) => place.querySelector(`[data-client="${clientId}"]`);

  function put(message) {
    const line = log.template('waits');
    line.dataset.client = message.clientId;
    show(line, message);
    line.querySelector('[data-again]').addEventListener('click', () => {
      setFailed(line, false);
      void flush();
    });
    line.querySelector('[data-drop]').addEventListener('click', () => {
      queue.remove(message.clientId);
      line.remove();
    });
    place.append(line);
    sayWhy();
    return line;
  }

  function sayWhy() {
    const waits = link().state() === 'offline';
    const word = words.say(!waits ? 'sending' : queue.keepsAll() ? 'waits' : 'waitsHere');
    for (const why of place.querySelectorAll('[data-slot="why"]')) why.textContent = word;
  }

  function setFailed(line, failed, reason = '') {
    line.dataset.failed = failed ? 'yes' : '';
    log.slot(line, 'waiting').hidden = failed;
    log.slot(line, 'failed').hidden = !failed;
    log.slot(line, 'reason').textContent = reason;
    for (const button of line.querySelectorAll('[data-again], [data-drop]')) button.hidden = !failed;
  }

  async function flush() {
    again = true;
    if (sending) return;
    sending = true;
    try {
      while (again) {
        again = false;
        await queue.inTurn(sendAll);
      }
    } catch {
      // No line: everything stays in the queue until there is one.
      if (link().state() === 'live' || link().state() === 'slow') setTimeout(flush, AGAIN);
    } finally {
      sending = false;
    }
  }

  /** The oldest first, and the next one only after its answer; looked up anew, because other tabs write as well. */
  async function sendAll() {
    for (;;) {
      const waiting = await queue.all();
      const message = waiting.find((one) => lineOf(one.clientId)?.dataset.failed !== 'yes');
      if (!message) return;
      const line = lineOf(message.clientId) ?? put(message);
      const answer = await link().post(message);
      if (answer.ok) {
        queue.remove(message.clientId);
        const { seq } = answer.data;
        if (log.known() < seq) setTimeout(() => missing(seq), 700);
        else line.remove();
      } else if (answer.retryAfter || PASSES.includes(answer.error)) {
        setTimeout(flush, (answer.retryAfter ?? AGAIN / 1000) * 1000);
        return;
      } else {
        setFailed(line, true, answer.message ?? '');
        refused();
      }
    }
  }

  const missing = (seq) =>
    log.known() < seq &&
    link()
      .catchUp()
      .catch(() => undefined);

  // Asks before the page is left with something that only this page has.
  addEventListener('beforeunload', (event) => (keeping > 0 || !queue.keepsAll()) && event.preventDefault());

  return {
    async send(content) {
      const message = { clientId: newUuid(), ...content };
      put(message);
      keeping += 1;
      await queue.add(message);
      keeping -= 1;
      sayWhy();
      await flush();
    },
    flush,
    sayWhy,
    /** It waits no more, whichever tab sent it. */
    taken({ clientId, author }) {
      if (!clientId || author.id !== talk.dataset.person) return;
      queue.remove(clientId);
      lineOf(clientId)?.remove();
    },
    /** Shows what waits from before; true if there is anything. */
    async showWaiting() {
      const waiting = await queue.all();
      for (const message of waiting) if (!lineOf(message.clientId)) put(message);
      return waiting.length > 0;
    },
  };
}
