import type { Address } from '../http/Address';
import { ask } from '../http/ask';
import type { Area, Box, Search } from '../state/View';
import type { Collection, Item, ItemPage, Link } from './stac';

/** The STAC API of this server. */
export const root = '/stac';
const pageSize = 50;

export async function collections(signal?: AbortSignal): Promise<readonly Collection[]> {
  const { collections } = await ask<{ collections: Collection[] }>(`${root}/collections`, { signal });
  return collections;
}

export const item = (collection: string, id: string, signal?: AbortSignal): Promise<Item> =>
  ask<Item>(`${root}/collections/${encodeURIComponent(collection)}/items/${encodeURIComponent(id)}`, { signal });

/** The body of a search as the standard writes it. Words and clouds go as CQL2: an item that tells no cloud isn't hidden by the question for little. */
export function searchBody(search: Search, box: Box | null, area: Area, limit = pageSize): Record<string, unknown> {
  const body: Record<string, unknown> = { limit, sortby: [{ field: 'properties.datetime', direction: 'desc' }] };
  if (search.collections.length > 0) body['collections'] = search.collections;
  if (search.from || search.to) body['datetime'] = `${search.from ? `${search.from}T00:00:00Z` : '..'}/${search.to ? `${search.to}T23:59:59Z` : '..'}`;
  if (search.where === 'area' && area.length > 0) body['intersects'] = { type: 'MultiPolygon', coordinates: area };
  else if (search.where === 'view' && box) body['bbox'] = box;
  if (search.words.trim()) body['q'] = search.words.trim().split(/[\s,]+/);
  if (search.cloudMax < 100) {
    const cloud = { property: 'eo:cloud_cover' };
    body['filter-lang'] = 'cql2-json';
    body['filter'] = { op: 'or', args: [{ op: '<=', args: [cloud, search.cloudMax] }, { op: 'isNull', args: [cloud] }] };
  }
  return body;
}

export const search = (body: unknown, signal?: AbortSignal): Promise<ItemPage> => ask<ItemPage>(`${root}/search`, { body, signal });

/** The next page, by the link that the server gave; null on the last. */
export function next(page: ItemPage, body: unknown, signal?: AbortSignal): Promise<ItemPage> | null {
  const link = page.links?.find((candidate: Link) => candidate.rel === 'next');
  if (!link) return null;
  const address = new URL(link.href, location.href);
  const merged = (link as { merge?: boolean }).merge ? { ...(body as object), ...(link.body as object) } : link.body;
  // The server wrote this link itself; whatever it says, only this server is asked.
  return ask<ItemPage>((address.pathname + address.search) as Address, link.method?.toUpperCase() === 'POST' ? { body: merged, signal } : { signal });
}
