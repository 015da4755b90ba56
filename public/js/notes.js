// The notepad hears when somebody else saves it. What is being typed stays as it is: the new version opens beside it.
// Saving is a plain form; hearing goes over a socket, and where sockets are blocked over plain requests.

const ASK_EVERY = 4_000;
/** Some networks let a socket begin and then pass nothing on: plain requests after this time, a new socket later. */
const BEGINS_WITHIN = 3_000;
const GIVEN_UP_AFTER = 10_000;
const line = document.querySelector('[data-notes]');
const { room, client, zone, intl, words } = line.dataset;
const clock = new Intl.DateTimeFormat(intl, {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: zone,
});
let known = Number(line.dataset.version);

function tell({ roomId, version, by, at }) {
  if (roomId !== room || version <= known) return;
  known = version;
  const values = { name: by.name, time: clock.format(new Date(at)) };
  line.querySelector('span').textContent = words.replace(/\{(\w+)\}/g, (_whole, name) => values[name]);
  const link = line.querySelector('a');
  const text = document.querySelector('textarea[name=text]');
  // Nothing typed yet: the same page with what is new. Otherwise beside it; saving shows both texts.
  if (!text || text.value === text.defaultValue) link.removeAttribute('target');
  else link.target = '_blank';
  link.hidden = false;
}

let socket;
let asking;

/** What is missed while there is no line; where websockets are blocked that is everything. */
async function look() {
  const answer = await fetch(`/rooms/${room}/notes.json`, { headers: { Accept: 'application/json' } });
  if (answer.ok) tell(await answer.json());
  // Signed out, or no longer in this room: nothing more to ask.
  return answer.status !== 401 && answer.status !== 404;
}

async function lookAround() {
  clearTimeout(asking);
  if (socket?.connected) return;
  const on = document.hidden || (await look().catch(() => true));
  clearTimeout(asking);
  if (on && !socket?.connected) asking = setTimeout(lookAround, ASK_EVERY);
}

import(client)
  .then(({ io }) => {
    socket = io({ transports: ['websocket'], timeout: GIVEN_UP_AFTER, reconnectionDelayMax: 5_000 });
    socket.on('connect', () => {
      clearTimeout(asking);
      socket.emit('room:join', { roomId: room, afterSeq: 2_000_000_000 }, () =>
        look().catch(() => undefined),
      );
    });
    socket.on('room:notes', tell);
    socket.on('disconnect', lookAround);
    asking = setTimeout(lookAround, BEGINS_WITHIN);
  })
  .catch(lookAround);
