/** Cuts sound of any length into frames of one length; what is left over waits for the next. */
export function createFrameCutter(
  samplesPerFrame: number,
  frame: (pcm: Int16Array) => void,
): (pcm: Int16Array) => void {
  let rest = new Int16Array(0);
  return (pcm) => {
    // Nearly always: one message is one frame.
    if (rest.length === 0 && pcm.length === samplesPerFrame) return frame(pcm);
    const all = new Int16Array(rest.length + pcm.length);
    all.set(rest);
    all.set(pcm, rest.length);
    let at = 0;
    for (; at + samplesPerFrame <= all.length; at += samplesPerFrame) frame(all.slice(at, at + samplesPerFrame));
    rest = all.slice(at);
  };
}
