// News while a page is open: raises the number at the bell and says the sentence. All of it can wait: the
// number is right again on the next page.

const bell = document.querySelector('[data-notices]');
const heard = document.querySelector('[data-heard] a');
const SETTLED = 5_000;
const SHOWN = 12_000;
let hiding;

document.addEventListener('notice', ({ detail }) => {
  const count = bell.querySelector('[data-unread]');
  const unread = Number(count.dataset.unread) + 1;
  const max = Number(bell.dataset.max);
  count.dataset.unread = String(unread);
  count.firstElementChild.textContent = unread > max ? `${max}+` : String(unread);
  count.hidden = false;
  heard.textContent = detail.text;
  clearTimeout(hiding);
  hiding = setTimeout(() => heard.replaceChildren(), SHOWN);
});

// A page with a line of its own (a room, a proposal) hands its notices on. Others open one once somebody stays.
async function listen() {
  const { io } = await import(bell.dataset.socket);
  const socket = io({ transports: ['websocket'], reconnectionDelay: 5_000, reconnectionDelayMax: 60_000 });
  socket.on('notice', (detail) => document.dispatchEvent(new CustomEvent('notice', { detail })));
}

if (bell && !document.querySelector('[data-client]')) setTimeout(listen, SETTLED);
