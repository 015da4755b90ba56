// The big screen follows the announcement: told over a socket that something changed, else asked for now and then.
// What it shows always comes from the page itself.

const ASK_EVERY = 4_000;
const stage = document.querySelector('[data-stage]');
let showing;

/** Takes the page's new inside; a page that went away (withdrawn) is asked for again later. */
async function show() {
  const response = await fetch(location.href, { headers: { Accept: 'text/html' }, cache: 'no-store' });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const next = page.querySelector('[data-stage]');
  if (!next || next.dataset.stage === stage.dataset.stage) return;
  stage.replaceChildren(...next.childNodes);
  stage.dataset.stage = next.dataset.stage;
  window.scrollTo(0, 0);
}

/** One at a time; what changes meanwhile is seen by the next look. */
function look() {
  showing ??= show()
    .catch(() => undefined)
    .finally(() => {
      showing = undefined;
    });
  return showing;
}

async function ask() {
  try {
    const response = await fetch(stage.dataset.state, { headers: { Accept: 'application/json' } });
    if (response.ok && (await response.json()).stage.state !== stage.dataset.stage) await look();
  } catch {
    // No line now: asked again below.
  }
  setTimeout(ask, ASK_EVERY);
}

async function listen() {
  const { io } = await import(stage.dataset.client);
  const socket = io({ transports: ['websocket'], reconnectionDelayMax: 5_000 });
  socket.on('connect', () => socket.emit('stage:join', { hackathonId: stage.dataset.hackathon }, look));
  socket.on('stage:changed', async () => {
    await showing;
    await look();
  });
  socket.on('notice', (detail) => document.dispatchEvent(new CustomEvent('notice', { detail })));
}

if (stage.dataset.client) listen().catch(() => undefined);
setTimeout(ask, ASK_EVERY);
