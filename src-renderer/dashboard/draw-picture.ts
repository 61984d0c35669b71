/** Drawn twice as fine as on the screen, for paper and slides. */
const SCALE = 2;
const MARGIN = 24;
const HEADER = 44;
const properties = ['fill', 'stroke', 'font-size', 'font-weight', 'font-family', 'opacity'] as const;

/**
 * The charts as one picture. Each drawing is taken as it stands on the screen, with its colours written into it; the words
 * around them are written again.
 * @param charts their element: `[data-chart]` are its cards
 * @returns a PNG as base64
 */
export async function drawPicture(charts: HTMLElement, title: string): Promise<string> {
  const cards = [...charts.querySelectorAll<HTMLElement>('[data-chart]')];
  const boxes = cards.map((card) => card.getBoundingClientRect());
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const width = Math.max(...boxes.map((box) => box.right)) - left + 2 * MARGIN;
  const height = Math.max(...boxes.map((box) => box.bottom)) - top + 2 * MARGIN + HEADER;
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * SCALE);
  canvas.height = Math.ceil(height * SCALE);
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('This computer cannot draw pictures.');
  pen.scale(SCALE, SCALE);
  const page = getComputedStyle(document.body);
  pen.fillStyle = page.backgroundColor;
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = page.color;
  pen.font = `600 18px ${page.fontFamily}`;
  pen.fillText(title, MARGIN, MARGIN + 18);

  const shift = { x: MARGIN - left, y: MARGIN + HEADER - top };
  for (const card of cards) {
    const box = card.getBoundingClientRect();
    const style = getComputedStyle(card);
    pen.fillStyle = style.backgroundColor;
    pen.strokeStyle = style.borderTopColor;
    pen.beginPath();
    pen.roundRect(box.left + shift.x, box.top + shift.y, box.width, box.height, 8);
    pen.fill();
    pen.stroke();
    writeWords(pen, card, shift);
    for (const svg of card.querySelectorAll('svg')) if (!svg.closest('button')) await drawSvg(pen, svg, shift);
  }
  return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
}

/** What is written outside of the drawings, where it stands. */
function writeWords(pen: CanvasRenderingContext2D, card: HTMLElement, shift: { x: number; y: number }): void {
  const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!parent || parent.closest('svg, button, .sr-only')) continue;
    const style = getComputedStyle(parent);
    pen.fillStyle = style.color;
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    pen.textBaseline = 'middle';
    // Word by word: a sentence may stand on two lines.
    for (const { 0: word, index } of (node.textContent ?? '').matchAll(/\S+/g)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const [box] = range.getClientRects();
      if (box) pen.fillText(word, box.left + shift.x, box.top + shift.y + box.height / 2);
    }
  }
  pen.textBaseline = 'alphabetic';
}

async function drawSvg(
  pen: CanvasRenderingContext2D,
  svg: SVGSVGElement,
  shift: { x: number; y: number },
): Promise<void> {
  const box = svg.getBoundingClientRect();
  if (box.width === 0 || box.height === 0) return;
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll('*')];
  // A picture knows no style sheet and no variables: what they came to is written into it.
  for (const [index, element] of [copy, ...copy.querySelectorAll('*')].entries()) {
    const original = originals[index];
    if (!original) continue;
    const style = getComputedStyle(original);
    for (const property of properties) {
      const value = style.getPropertyValue(property);
      const isPattern = property === 'fill' && element.getAttribute('fill')?.startsWith('url(');
      if (!isPattern) element.setAttribute(property, value);
    }
    if (style.color) element.setAttribute('color', style.color);
    element.removeAttribute('class');
  }
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(box.width));
  copy.setAttribute('height', String(box.height));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  pen.drawImage(image, box.left + shift.x, box.top + shift.y, box.width, box.height);
}
