// News while a page is open: raises the number at the bell and says the sentence. All of it can wait: the
// number is right again on the next page.

const bell = document.querySelector('[data-notices]');
const heard = document.querySelector('[data-heard] a');
const SETTLED = 5_000;
const SHOWN = 12_000;
let hiding;

const unread = () => Number(bell.querySelector('[data-unread]').dataset.unread);

function count(now) {
  const number = bell.querySelector('[data-unread]');
  const max = Number(bell.dataset.max);
  number.dataset.unread = String(now);
  number.firstElementChild.textContent = now > max ? `${max}+` : String(now);
  number.hidden = now === 0;
}

document.addEventListener('notice', ({ detail }) => {
  count(unread() + 1);
  heard.textContent = detail.text;
  clearTimeout(hiding);
  hiding = setTimeout(() => heard.replaceChildren(), SHOWN);
});

// What came between the page and its line was told to nobody here.
async function catchUp() {
  const response = await fetch('/notices.json', { headers: { Accept: 'application/json' } });
  if (response.ok) count(Math.max(unread(), (await response.json()).unread));
}

// A page with a line of its own (a room, a proposal) hands its notices on. Others open one once somebody stays.
async function listen() {
  const { io } = await import(bell.dataset.socket);
  const socket = io({ transports: ['websocket'], reconnectionDelay: 5_000, reconnectionDelayMax: 60_000 });
  socket.on('notice', (detail) => document.dispatchEvent(new CustomEvent('notice', { detail })));
  socket.once('connect', () => catchUp().catch(() => undefined));
}

if (bell && !document.querySelector('[data-client]')) setTimeout(listen, SETTLED);
