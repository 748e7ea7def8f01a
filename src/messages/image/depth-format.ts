/** How the bytes of one `encoding` of a depth image become metres. */
export interface DepthFormat {
  readonly bytes: number;
  metres(view: DataView, at: number, littleEndian: boolean): number;
}

const metresPerMillimetre = 0.001;

/** 0 is unknown (REP-118). */
export const metresOfMillimetres = (value: number): number =>
  value === 0 ? Number.NaN : value * metresPerMillimetre;

const millimetres: DepthFormat = {
  bytes: 2,
  metres: (view, at, littleEndian) => metresOfMillimetres(view.getUint16(at, littleEndian)),
};

export const depthFormats: Readonly<Record<string, DepthFormat>> = {
  "32FC1": {
    bytes: 4,
    metres: (view, at, littleEndian) => {
      const value = view.getFloat32(at, littleEndian);
      return value > 0 || value === Number.NEGATIVE_INFINITY ? value : Number.NaN;
    },
  },
  "16UC1": millimetres,
  mono16: millimetres,
};

/** Encodings that only depth has; mono16 may be a picture as well. */
export const isDepthEncoding = (encoding: string): boolean => /^(32FC1|16UC1)$/i.test(encoding);
