import { mainFrame } from './moves';

/** Saves what the map shows as PNG, as large as the screen has it, with the sources written on it. */
export async function savePicture(): Promise<void> {
  const frame = mainFrame();
  if (!frame) return;
  const { map } = frame;
  // The drawing is only there while it is drawn: WebGL forgets it with the frame.
  const picture = await new Promise<HTMLCanvasElement>((resolve) => {
    map.once('render', () => resolve(copyOf(map.getCanvas())));
    map.triggerRepaint();
  });
  picture.toBlob((blob) => {
    if (!blob) return;
    const url = URL.createObjectURL(blob);
    Object.assign(document.createElement('a'), { href: url, download: 'mitoshi-map.png' }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }, 'image/png');
}

function copyOf(source: HTMLCanvasElement): HTMLCanvasElement {
  const copy = Object.assign(document.createElement('canvas'), { width: source.width, height: source.height });
  const pen = copy.getContext('2d')!;
  pen.drawImage(source, 0, 0);
  const text = `${document.querySelector('.attribution')?.textContent ?? ''}  ${location.origin}`;
  const size = Math.round(source.width / 100);
  pen.font = `${Math.max(11, size)}px system-ui, sans-serif`;
  const { width } = pen.measureText(text);
  pen.fillStyle = '#ffffffcc';
  pen.fillRect(source.width - width - 16, source.height - size - 14, width + 16, size + 14);
  pen.fillStyle = '#222';
  pen.fillText(text, source.width - width - 8, source.height - 8);
  return copy;
}
