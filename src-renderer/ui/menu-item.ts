/** A line of a menu that is not modal (a modal one would need a style element, which the page forbids). */
export const menuItem =
  'flex min-h-8 items-center gap-2 rounded-1 px-2 text-ui outline-none data-highlighted:bg-hover data-highlighted:text-text data-disabled:text-text-3';
export const menuContent = 'z-40 max-w-100 min-w-56 rounded-3 border border-line bg-raised p-1 shadow-2';
