/** How the bytes of one `encoding` of a depth image become metres. */
export interface DepthFormat {
  readonly bytes: number;
  /** As many as `to` has room for, from byte `at` on. */
  readonly read: (view: DataView, at: number, littleEndian: boolean, to: Float32Array) => void;
}

const metresPerMillimetre = 0.001;

/** 0 is unknown (REP-118). */
export const metresOfMillimetres = (value: number): number =>
  value === 0 ? Number.NaN : value * metresPerMillimetre;

const millimetres: DepthFormat = {
  bytes: 2,
  read: (view, at, littleEndian, to) => {
    for (let i = 0; i < to.length; i++)
      to[i] = metresOfMillimetres(view.getUint16(at + 2 * i, littleEndian));
  },
};

const metres: DepthFormat = {
  bytes: 4,
  read: (view, at, littleEndian, to) => {
    for (let i = 0; i < to.length; i++) {
      const value = view.getFloat32(at + 4 * i, littleEndian);
      to[i] = value > 0 || value === Number.NEGATIVE_INFINITY ? value : Number.NaN;
    }
  },
};

export const depthFormats: Readonly<Record<string, DepthFormat>> = {
  "32FC1": metres,
  "16UC1": millimetres,
  mono16: millimetres,
};

/** Encodings that only depth has; mono16 may be a picture as well. */
export const isDepthEncoding = (encoding: string): boolean => /^(32FC1|16UC1)$/i.test(encoding);
