import { root } from './catalogue';
import type { Item } from './stac';

/**
 * The address of an asset, absolute; empty when it isn't one that a browser may be sent to. Items come from anywhere: `javascript:` and the like
 * must not become links. Relative addresses start at the item.
 */
export function safeHref(href: string, item: Item): string {
  const self = item.links?.find((link) => link.rel === 'self')?.href;
  const start = new URL(self ?? `${root}/collections/${encodeURIComponent(item.collection ?? '')}/items/${encodeURIComponent(item.id)}`, location.href);
  try {
    const address = new URL(href, start);
    return address.protocol === 'https:' || address.protocol === 'http:' ? address.href : '';
  } catch {
    return '';
  }
}
