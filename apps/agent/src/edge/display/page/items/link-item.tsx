import { roomScreenWords } from '@nanoedge/words';
import { create } from 'qrcode';
import type { ReactElement } from 'react';

/** The dark squares of a QR code as one SVG path, with the module count of a side. */
const qrPath = (text: string): { size: number; path: string } => {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const squares: string[] = [];
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1)
      if (data[row * size + column] === 1) squares.push(`M${column} ${row}h1v1h-1z`);
  }
  return { size, path: squares.join('') };
};

export const LinkItem = ({ url, name }: { url: string; name: string }): ReactElement => {
  const { size, path } = qrPath(url);
  return (
    <div className="link-card">
      <div className="link-words">
        <p className="link-kind">{roomScreenWords.openElsewhere}</p>
        <h1>{name === '' ? new URL(url).host : name}</h1>
        <p className="link-url">{url}</p>
      </div>
      <svg
        className="qr"
        viewBox={`-4 -4 ${size + 8} ${size + 8}`}
        role="img"
        aria-label={roomScreenWords.qrCode(url)}
        shapeRendering="crispEdges"
      >
        <rect x="-4" y="-4" width={size + 8} height={size + 8} rx="1" fill="#fff" />
        <path d={path} fill="#000" />
      </svg>
    </div>
  );
};
