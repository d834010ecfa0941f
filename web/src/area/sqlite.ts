/** A value of a row: SQLite's null, integer, real, text or blob. */
export type SqliteValue = null | number | string | Uint8Array;

/** A row; an INTEGER PRIMARY KEY isn't among the values: it is the number of the row. */
export interface SqliteRow {
  readonly number: number;
  readonly values: readonly SqliteValue[];
}

/** Reads the rows of tables from the bytes of an SQLite database. Only what a file at rest needs: no indexes, no journal. Format: sqlite.org/fileformat2.html. */
export class SqliteFile {
  private readonly view: DataView;
  private readonly pageSize: number;
  private readonly usable: number;
  private readonly tables = new Map<string, number>();

  constructor(private readonly bytes: Uint8Array) {
    if (new TextDecoder().decode(bytes.subarray(0, 15)) !== 'SQLite format 3') throw new Error('not an SQLite file');
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const size = this.view.getUint16(16);
    this.pageSize = size === 1 ? 65536 : size;
    this.usable = this.pageSize - bytes[20]!;
    for (const { values: [type, name, , root] } of this.rowsAt(1)) if (type === 'table') this.tables.set(String(name), Number(root));
  }

  /** Rows of a table, in the order of its columns; none when there is no such table. */
  rows(table: string): SqliteRow[] {
    const root = this.tables.get(table);
    return root === undefined ? [] : [...this.rowsAt(root)];
  }

  private *rowsAt(page: number, depth = 0): Generator<SqliteRow> {
    const start = (page - 1) * this.pageSize;
    if (depth > 20 || page < 1 || start + this.pageSize > this.bytes.length) throw new Error('the file ends too early');
    const head = page === 1 ? start + 100 : start;
    const kind = this.bytes[head];
    if (kind !== 5 && kind !== 13) throw new Error('not a table');
    const count = this.view.getUint16(head + 3);
    const pointers = head + (kind === 5 ? 12 : 8);
    for (let i = 0; i < count; i++) {
      const cell = start + this.view.getUint16(pointers + 2 * i);
      if (kind === 5) yield* this.rowsAt(this.view.getUint32(cell), depth + 1);
      else yield this.row(cell);
    }
    if (kind === 5) yield* this.rowsAt(this.view.getUint32(head + 8), depth + 1);
  }

  private row(cell: number): SqliteRow {
    const [length, afterLength] = varint(this.bytes, cell);
    const [number, at] = varint(this.bytes, afterLength);
    return { number, values: this.record(this.payload(length, at)) };
  }

  private payload(length: number, at: number): Uint8Array {
    const [localMax, localMin] = [this.usable - 35, Math.floor(((this.usable - 12) * 32) / 255) - 23];
    if (length <= localMax) return this.bytes.subarray(at, at + length);
    if (length > this.bytes.length) throw new Error('the file ends too early');
    const fitting = localMin + ((length - localMin) % (this.usable - 4));
    const local = fitting <= localMax ? fitting : localMin;
    const whole = new Uint8Array(length);
    whole.set(this.bytes.subarray(at, at + local));
    let next = this.view.getUint32(at + local);
    for (let done = local; done < length && next !== 0; ) {
      const start = (next - 1) * this.pageSize;
      const part = this.bytes.subarray(start + 4, start + 4 + Math.min(this.usable - 4, length - done));
      whole.set(part, done);
      done += part.length;
      next = part.length === 0 ? 0 : this.view.getUint32(start);
    }
    return whole;
  }

  private record(payload: Uint8Array): SqliteValue[] {
    const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
    const [headLength, afterHead] = varint(payload, 0);
    const values: SqliteValue[] = [];
    for (let at = afterHead, data = headLength; at < headLength; ) {
      const [type, next] = varint(payload, at);
      const size = type >= 12 ? Math.floor((type - 12) / 2) : [0, 1, 2, 3, 4, 6, 8, 8, 0, 0][type]!;
      const raw = payload.subarray(data, data + size);
      values.push(type === 0 ? null : type >= 12 ? (type % 2 === 0 ? raw : new TextDecoder().decode(raw)) : type === 7 ? view.getFloat64(data) : type === 8 ? 0 : type === 9 ? 1 : integer(raw));
      at = next;
      data += size;
    }
    return values;
  }
}

function varint(bytes: Uint8Array, at: number): [value: number, next: number] {
  let value = 0;
  for (let i = 0; i < 8; i++) {
    const byte = bytes[at + i] ?? 0;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, at + i + 1];
  }
  return [value * 256 + (bytes[at + 8] ?? 0), at + 9];
}

const integer = (raw: Uint8Array): number => raw.reduce((sum, byte) => sum * 256 + byte, 0) - ((raw[0] ?? 0) >= 0x80 ? 256 ** raw.length : 0);
