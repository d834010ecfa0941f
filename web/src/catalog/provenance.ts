import { language } from '../state/store';
import { save } from '../http/save';
import { titleOf } from './item';
import { safeHref } from './safeHref';
import type { Item } from './stac';

interface Input { readonly name?: string; readonly role?: string; readonly sha256?: string; readonly bytes?: number }
interface Lineage { readonly process?: string; readonly version?: string; readonly seed?: number; readonly inputs?: readonly Input[] }

/** A sheet in plain text that says what an item is, how it was made, of what, and how to check its files. */
export function provenanceText(item: Item, key: string): string {
  const lineage = item.properties['mitoshi:lineage'] as Lineage | undefined;
  const lines = [
    titleOf(item, language.value), key, location.origin,
    '', `datetime: ${item.properties.datetime ?? `${item.properties.start_datetime ?? ''} / ${item.properties.end_datetime ?? ''}`}`,
    `license: ${item.properties.license ?? '-'}`, `simulated: ${item.properties['mitoshi:simulated'] === true ? 'yes' : 'no'}`,
  ];
  if (lineage) lines.push('', `process: ${lineage.process ?? '-'} ${lineage.version ?? ''}`, `seed: ${lineage.seed ?? '-'}`, 'inputs:', ...(lineage.inputs ?? []).map((input) => `  ${input.sha256 ?? '-'}  ${input.name ?? ''} (${input.role ?? ''}, ${input.bytes ?? '?'} bytes)`));
  lines.push('', 'files:', ...Object.entries(item.assets).map(([name, asset]) => `  ${asset['file:checksum']?.replace(/^1220/, '') ?? '-'.repeat(64)}  ${name}  ${safeHref(asset.href, item)}`));
  lines.push('', 'The long numbers are SHA-256 checksums: sha256sum FILE must print the same.');
  return lines.join('\n') + '\n';
}

export const provenanceSheet = (item: Item, key: string) => save(`${item.id}-provenance.txt`, provenanceText(item, key), 'text/plain;charset=utf-8');
