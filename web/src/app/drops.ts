import { openFile } from '../area/AreaPanel';
import { say } from '../words/say';

/** A file dropped anywhere becomes the area. */
export function acceptDrops(): void {
  const isFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  const sign = (isOn: boolean) => document.documentElement.toggleAttribute('data-dropping', isOn);
  addEventListener('dragover', (event) => {
    if (!isFile(event)) return;
    event.preventDefault();
    document.documentElement.dataset['dropWord'] = say('areaDrop');
    sign(true);
  });
  addEventListener('dragleave', (event) => { if (!event.relatedTarget) sign(false); });
  addEventListener('drop', (event) => {
    const [file] = event.dataTransfer?.files ?? [];
    sign(false);
    if (!file) return;
    event.preventDefault();
    void openFile(file);
  });
}
