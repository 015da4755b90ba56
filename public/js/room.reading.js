// Up to where somebody has read: a line shows it when the room opens, the server hears it now and then while the
// page is looked at, and the title counts what came meanwhile.

const SAY_EVERY = 5_000;
const SETTLED = 1_000;

export function createReading(talk, log, say) {
  const { person, read } = talk.dataset;
  const title = document.title;
  let said = 0;
  let saying;
  let news = 0;

  /** The first unread message of somebody else; null when everything is read, or nothing ever was. */
  function firstUnread() {
    if (read === '') return null;
    const unread = [...talk.querySelectorAll('[data-log] > .msg')].filter(
      (line) => Number(line.dataset.seq) > Number(read) && line.dataset.author !== person,
    );
    return unread[0] ?? null;
  }

  function sayRead() {
    if (document.hidden || log.known() <= said || saying) return;
    saying = setTimeout(() => {
      saying = undefined;
      if (document.hidden || !say(log.known())) return;
      said = log.known();
      saying = setTimeout(() => {
        saying = undefined;
        sayRead();
      }, SAY_EVERY);
    }, SETTLED);
  }

  function showNews() {
    document.title = news > 0 ? `(${news > 99 ? '99+' : news}) ${title}` : title;
  }

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return;
    news = 0;
    showNews();
    sayRead();
  });

  return {
    /** Draws the line; true if the page should open there. */
    mark() {
      talk.querySelector('[data-unread]')?.remove();
      const first = firstUnread();
      if (!first) return false;
      const line = log.template('read');
      first.before(line);
      line.scrollIntoView({ block: 'center' });
      return true;
    },
    sayRead,
    came(entry) {
      if (!document.hidden || entry.kind !== 'message' || entry.author.id === person) return;
      if (log.isFolded(entry.author.id)) return;
      news += 1;
      showNews();
    },
  };
}
