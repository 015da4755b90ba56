// How loud it is while a voice note is recorded, so that one sees that the microphone works. Only for the eye.

const STEADY_EVERY = 500;
/** As loudness is heard, in decibels: silence, and speech close by. */
const [SILENT, LOUD] = [-60, -12];

/** Moves `bar` (a meter element) until the returned function is called. Calmly where motion is not wanted. */
export function showLevel(stream, bar) {
  const Context = globalThis.AudioContext;
  if (!Context) return () => undefined;
  const context = new Context();
  const analyser = context.createAnalyser();
  const steady = matchMedia('(prefers-reduced-motion: reduce)').matches;
  // As much as passes between two looks, so that nothing said is missed.
  analyser.fftSize = steady ? 32_768 : 4_096;
  context.createMediaStreamSource(stream).connect(analyser);
  const heard = new Float32Array(analyser.fftSize);
  let shown = 0;
  const look = () => {
    analyser.getFloatTimeDomainData(heard);
    const power = heard.reduce((sum, one) => sum + one * one, 0) / heard.length;
    const level = Math.max(0, Math.min(1, (10 * Math.log10(power || 1e-12) - SILENT) / (LOUD - SILENT)));
    shown = Math.max(level, shown * 0.7);
    bar.value = shown;
  };
  const looking = setInterval(look, steady ? STEADY_EVERY : 80);
  void context.resume();
  return () => {
    clearInterval(looking);
    bar.value = 0;
    void context.close();
  };
}
