/**
 * Can a window stay on top of the others here? Under Wayland no program may place or raise its own windows, so a ring
 * is told by a system notification instead; with XWayland (`--ozone-platform=x11`) a window works. Where nothing shows
 * notifications either, a window anywhere on the screen is better than silence.
 */
export function popupMeans(
  platform: NodeJS.Platform,
  environment: { XDG_SESSION_TYPE?: string | undefined; WAYLAND_DISPLAY?: string | undefined },
  ozonePlatform: string,
  notificationsWork: boolean,
): 'window' | 'notification' {
  if (platform !== 'linux' || ozonePlatform === 'x11') return 'window';
  const isWayland = environment.XDG_SESSION_TYPE === 'wayland' || environment.WAYLAND_DISPLAY !== undefined;
  return isWayland && notificationsWork ? 'notification' : 'window';
}
