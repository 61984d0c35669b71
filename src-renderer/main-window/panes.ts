const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex]:not([tabindex="-1"])';

/** F6: the keyboard goes to the next part of the window (elements marked `data-pane`, in reading order). */
export function focusNextPane(root: ParentNode, by: 1 | -1, active: Element | null): void {
  const panes = [...root.querySelectorAll<HTMLElement>('[data-pane]')].filter((p) => p.offsetParent !== null);
  if (panes.length === 0) return;
  const at = active ? panes.findIndex((pane) => pane.contains(active)) : -1;
  for (let step = 1; step <= panes.length; step += 1) {
    const from = at === -1 && by === -1 ? 0 : at;
    const pane = panes[(from + by * step + panes.length * step) % panes.length];
    const target = pane?.querySelector<HTMLElement>('[data-pane-start]') ?? pane?.querySelector<HTMLElement>(focusable);
    if (target) {
      target.focus();
      return;
    }
  }
}
