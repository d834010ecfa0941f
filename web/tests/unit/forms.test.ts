import { describe, expect, it } from 'vitest';
import { searchBody } from '../../src/catalog/catalogue';
import { provenanceText } from '../../src/catalog/provenance';
import { safeHref } from '../../src/catalog/safeHref';
import type { Item } from '../../src/catalog/stac';
import { safeColour } from '../../src/layers/LegendCard';
import { emptySearch } from '../../src/state/View';
import { fieldsOf, kindOf, parametersOf } from '../../src/run/parameters';
import type { Schema } from '../../src/run/processes';
import { figure } from '../../src/words/figures';
import { words } from '../../src/words/words';

const schema: Schema = {
  type: 'object', required: ['model'],
  properties: {
    model: { type: 'string' }, resolution: { type: 'number', default: 10 }, count: { type: 'integer' }, overwrite: { type: 'boolean', default: true }, mode: { type: 'string', enum: ['auto', 'never'] }, from: { type: 'string', format: 'date' },
    points: { type: 'array', items: { type: 'string' } }, weights: { type: 'array', items: { type: 'number' } }, sites: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' }, size: { type: 'number' } }, required: ['name'] } },
    features: { type: 'object', properties: { composite: { type: 'string', default: 'median' }, texture: { type: 'boolean', default: false } } }, tags: { type: 'object' },
  },
};

describe('a form', () => {
  it('asks for each parameter in the way of its type', () =>
    expect(Object.entries(schema.properties!).map(([name, property]) => `${name} ${kindOf(property)}`)).toEqual(['model text', 'resolution number', 'count number', 'overwrite flag', 'mode choice', 'from date', 'points lines', 'weights lines', 'sites records', 'features record', 'tags json']));

  it('sends what was filled in, in its type, and leaves the rest to its default', () => {
    const fields = { model: 'a', resolution: '', count: '3', overwrite: false, mode: 'never', points: ' a.laz \n\nb.laz', weights: '1\n0.5', sites: [{ name: 'x', size: '' }, { name: 'y', size: '2.5' }], features: { composite: '', texture: true }, tags: '{"a":1}' };
    const parameters = { model: 'a', count: 3, overwrite: false, mode: 'never', points: ['a.laz', 'b.laz'], weights: [1, 0.5], sites: [{ name: 'x' }, { name: 'y', size: 2.5 }], features: { texture: true }, tags: { a: 1 } };
    expect(parametersOf(schema, fields)).toEqual(parameters);
    expect(parametersOf(schema, fieldsOf(schema, parameters))).toEqual(parameters);
    expect(parametersOf(schema, { overwrite: true, sites: [], features: { composite: '' } })).toEqual({});
  });

  it('names the field that is not JSON', () => expect(() => parametersOf(schema, { tags: '[{' })).toThrow(/tags is not JSON/));

});

describe('a search', () => {
  it('says as much as was asked, in the words of STAC', () => {
    expect(searchBody(emptySearch, [1, 2, 3, 4], [])).not.toHaveProperty('bbox');
    const body = searchBody({ ...emptySearch, words: 'forest 森', collections: ['c'], from: '2020-01-01', cloudMax: 20, where: 'view' }, [1, 2, 3, 4], []);
    expect(body).toMatchObject({ collections: ['c'], datetime: '2020-01-01T00:00:00Z/..', bbox: [1, 2, 3, 4], q: ['forest', '森'] });
    expect(JSON.stringify(body['filter'])).toContain('isNull');
  });
});

describe('what others wrote', () => {
  const item = { type: 'Feature', id: 'x', collection: 'c', geometry: null, properties: {}, links: [{ rel: 'self', href: 'http://127.0.0.1:8080/stac/collections/c/items/x' }], assets: { a: { href: 'a.tif', 'file:checksum': `1220${'ab'.repeat(32)}` } } } as unknown as Item;

  it.each([['javascript:alert(1)', ''], ['data:text/html,<script>', ''], [' JavaScript:alert(1)', ''], ['vbscript:x', ''], ['a.tif', 'http://127.0.0.1:8080/stac/collections/c/items/a.tif'], ['https://example.org/b.tif', 'https://example.org/b.tif'], ['http://[', '']])('the link %s becomes %s', (href, expected) => expect(safeHref(href, item)).toBe(expected));

  it.each([['#1f7a3d', '#1f7a3d'], ['red;background:url(//evil)', 'transparent'], ['url(x)', 'transparent'], ['', 'transparent']])('the colour %s becomes %s', (colour, expected) => expect(safeColour(colour)).toBe(expected));

  it('is on the provenance sheet with its checksum as sha256sum prints it', () => expect(provenanceText(item, 'c/x')).toContain('ab'.repeat(32)));
});

describe('words', () => {
  it('stand in both languages with the same gaps', () => {
    for (const [name, { en, ja }] of Object.entries(words)) {
      expect(en.length > 0 && ja.length > 0, name).toBe(true);
      expect([...ja.matchAll(/\{\w+\}/g)].map(String).sort(), name).toEqual([...en.matchAll(/\{\w+\}/g)].map(String).sort());
    }
  });

  it.each([[139.361148133014, '139.4'], [0, '0'], [-2.4849, '−2.485'], [1234567, '1,234,567'], [NaN, '–'], [null, '–'], [0.00001234, '1.234E−5']])('the figure %s is written %s', (value, text) => expect(figure(value)).toBe(text));
});
