// Records a voice note: two minutes at most, heard before it is sent, by keyboard as by hand. The button shows only
// where the browser can record at all.

import { showLevel } from './room.level.js';

const MOST = 120;
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4;codecs=mp4a.40.2', 'audio/mp4', 'audio/ogg;codecs=opus'];
const ASKED = { audio: { echoCancellation: true, noiseSuppression: true, channelCount: 1 } };

export const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/** A player for a note that still waits on this device; it says nothing until somebody presses it. */
export function waitingSound(voice, type, label) {
  const player = document.createElement('audio');
  player.controls = true;
  player.preload = 'metadata';
  player.autoplay = false;
  player.setAttribute('aria-label', label);
  player.src = URL.createObjectURL(new Blob([voice], { type }));
  return player;
}

export function offerVoice(talk, words, send) {
  const begin = talk.querySelector('[data-record]');
  const type = globalThis.MediaRecorder && TYPES.find((one) => MediaRecorder.isTypeSupported(one));
  if (!begin || !type || !navigator.mediaDevices?.getUserMedia) return;
  const panel = talk.querySelector('[data-recorder]');
  const [said, clock, level, sound] = ['said', 'clock', 'level', 'sound'].map((name) =>
    panel.querySelector(`[data-slot="recorder-${name}"]`),
  );
  const [stop, give, drop] = ['stop', 'send', 'drop'].map((name) =>
    panel.querySelector(`[data-record-${name}]`),
  );
  let recorder = null;
  let made = null;
  let ticking;
  let stopLevel = () => undefined;

  const tell = (word, values, seen = false) => {
    said.textContent = words.say(word, values);
    said.classList.toggle('vh', !seen);
  };

  /** What can be seen and pressed now. */
  function show(state) {
    begin.hidden = state !== 'idle';
    clock.hidden = state !== 'recording';
    level.hidden = state !== 'recording';
    if (state !== 'recording') stopLevel();
    stop.hidden = state !== 'recording';
    give.hidden = state !== 'ready';
    sound.hidden = state !== 'ready';
    drop.hidden = state === 'idle';
    panel.dataset.state = state;
  }

  function end(word, seen) {
    clearInterval(ticking);
    for (const track of recorder?.stream.getTracks() ?? []) track.stop();
    recorder = null;
    made = null;
    if (sound.src) URL.revokeObjectURL(sound.src);
    sound.removeAttribute('src');
    show('idle');
    tell(word, {}, seen);
    begin.focus();
  }

  async function record() {
    show('starting');
    tell('voice.starting', {}, true);
    drop.focus();
    const stream = await navigator.mediaDevices.getUserMedia(ASKED).catch((error) => error);
    const given = stream instanceof MediaStream;
    // Meanwhile it may have been given up.
    if (panel.dataset.state !== 'starting') {
      if (given) for (const track of stream.getTracks()) track.stop();
      return;
    }
    if (!given)
      return end(/NotAllowed|Security/.test(stream.name) ? 'voice.refused' : 'voice.noMicrophone', true);
    const pieces = [];
    const mine = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 32_000 });
    const began = performance.now();
    const passed = () => Math.min(MOST, Math.round((performance.now() - began) / 1000));
    recorder = mine;
    mine.addEventListener('dataavailable', ({ data }) => data.size > 0 && pieces.push(data));
    mine.addEventListener('stop', () => {
      // Deleted while it ran.
      if (recorder === mine) ready(new Blob(pieces, { type: type.split(';')[0] }), Math.max(1, passed()));
    });
    mine.start(1_000);
    stopLevel = showLevel(stream, level);
    show('recording');
    tell('voice.began');
    stop.focus();
    const tick = () => {
      clock.textContent = words.say('voice.recording', { time: minutes(passed()) });
      if (passed() >= MOST && mine.state === 'recording') mine.stop();
    };
    tick();
    ticking = setInterval(tick, 250);
  }

  function ready(blob, seconds) {
    clearInterval(ticking);
    for (const track of recorder.stream.getTracks()) track.stop();
    if (blob.size === 0) return end('voice.noMicrophone', true);
    made = { blob, seconds };
    sound.src = URL.createObjectURL(blob);
    show('ready');
    tell('voice.ready', { time: minutes(seconds) }, true);
    give.focus();
  }

  begin.addEventListener('click', record);
  stop.addEventListener('click', () => recorder?.state === 'recording' && recorder.stop());
  drop.addEventListener('click', () => end('voice.deleted'));
  give.addEventListener('click', async () => {
    const { blob, seconds } = made;
    end('voice.sent');
    send({ voice: await blob.arrayBuffer(), type: blob.type, seconds });
  });
  show('idle');
}
