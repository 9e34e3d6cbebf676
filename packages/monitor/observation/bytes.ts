/** Writes variable-length whole numbers (LEB128, seven bits a byte) up to 2^53, and their signed form (zigzag). */
export class ByteWriter {
  private room = new Uint8Array(256);
  private length = 0;

  byte(value: number): void {
    this.reserve(1);
    this.room[this.length] = value;
    this.length += 1;
  }

  unsigned(value: number): void {
    this.reserve(8);
    let rest = value;
    // Below 2^31 bit operations are exact and quick; above it division is.
    while (rest > 0x7fff_ffff) {
      this.room[this.length] = (rest % 128) | 128;
      this.length += 1;
      rest = Math.floor(rest / 128);
    }
    while (rest > 127) {
      this.room[this.length] = (rest & 127) | 128;
      this.length += 1;
      rest >>>= 7;
    }
    this.room[this.length] = rest;
    this.length += 1;
  }

  signed(value: number): void {
    this.unsigned(value < 0 ? -2 * value - 1 : 2 * value);
  }

  text(value: string): void {
    this.unsigned(value.length);
    for (let at = 0; at < value.length; at += 1) this.unsigned(value.charCodeAt(at));
  }

  /** Bytes as they are, with their number before them. */
  bytes(value: Uint8Array): void {
    this.unsigned(value.length);
    this.reserve(value.length);
    this.room.set(value, this.length);
    this.length += value.length;
  }

  finish(): Uint8Array {
    return this.room.slice(0, this.length);
  }

  private reserve(count: number): void {
    if (this.length + count <= this.room.length) return;
    const larger = new Uint8Array(Math.max(this.room.length * 2, this.length + count));
    larger.set(this.room);
    this.room = larger;
  }
}

/** Reads what `ByteWriter` wrote. Throws past the end. */
export class ByteReader {
  private at = 0;
  private readonly source: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.source = bytes;
  }

  get finished(): boolean {
    return this.at >= this.source.length;
  }

  byte(): number {
    const value = this.source[this.at];
    if (value === undefined) throw new Error(`packed observations end at byte ${this.at}`);
    this.at += 1;
    return value;
  }

  unsigned(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  }

  signed(): number {
    const value = this.unsigned();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }

  text(): string {
    let value = '';
    for (let left = this.unsigned(); left > 0; left -= 1) value += String.fromCharCode(this.unsigned());
    return value;
  }

  bytes(): Uint8Array {
    const length = this.unsigned();
    if (this.at + length > this.source.length)
      throw new Error(`packed bytes end before ${length} more of them`);
    this.at += length;
    return this.source.slice(this.at - length, this.at);
  }
}
