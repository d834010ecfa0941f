import { openFile } from '../area/AreaPanel';
import { may } from '../account/me';
import { choose } from '../bring/bringing';
import { isRasterFile } from '../bring/fileName';
import { say } from '../words/say';

/** A file dropped anywhere: a raster is brought to the server, anything else becomes the area. */
export function acceptDrops(): void {
  const isFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  const sign = (isOn: boolean) => document.documentElement.toggleAttribute('data-dropping', isOn);
  addEventListener('dragover', (event) => {
    if (!isFile(event)) return;
    event.preventDefault();
    document.documentElement.dataset['dropWord'] = say(may('runner') ? 'dropAny' : 'areaDrop');
    sign(true);
  });
  addEventListener('dragleave', (event) => { if (!event.relatedTarget) sign(false); });
  addEventListener('drop', (event) => {
    const [file] = event.dataTransfer?.files ?? [];
    sign(false);
    if (!file) return;
    event.preventDefault();
    if (may('runner') && isRasterFile(file.name)) choose(file);
    else void openFile(file);
  });
}
