import { powerMonitor } from 'electron';

/** The computer woke up, or somebody is back at it: the connection must not wait for its next attempt. */
export function onWake(wake: () => void): () => void {
  powerMonitor.on('resume', wake);
  powerMonitor.on('unlock-screen', wake);
  return () => {
    powerMonitor.off('resume', wake);
    powerMonitor.off('unlock-screen', wake);
  };
}
