// The notepad hears when somebody else saves it. What is being typed stays as it is: the new version opens beside it.

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

import(client)
  .then(({ io }) => {
    const socket = io({ transports: ['websocket'], reconnectionDelayMax: 5_000 });
    socket.on('connect', () => socket.emit('room:join', { roomId: room, afterSeq: 2_000_000_000 }, () => {}));
    socket.on('room:notes', tell);
  })
  // Without a line nothing is told; saving still shows both texts.
  .catch(() => undefined);
