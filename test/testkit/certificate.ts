import { createSign, generateKeyPairSync } from 'node:crypto';

/** A key and its self-signed certificate (X.509 v1), made on the spot for one test. */
export function selfSigned(name: string): { readonly privateKey: string; readonly certificate: string } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const algorithm = der(0x30, Buffer.from('06092a864886f70d01010b0500', 'hex'));
  const commonName = der(
    0x30,
    Buffer.concat([Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from(name))]),
  );
  const subject = der(0x30, der(0x31, commonName));
  const day = (years: number) =>
    der(0x17, Buffer.from(`${String(new Date().getUTCFullYear() + years).slice(2)}0101000000Z`));
  const body = der(
    0x30,
    Buffer.concat([
      der(0x02, Buffer.from([1])),
      algorithm,
      subject,
      der(0x30, Buffer.concat([day(-1), day(2)])),
      subject,
      publicKey.export({ type: 'spki', format: 'der' }),
    ]),
  );
  const signature = createSign('sha256').update(body).sign(privateKey);
  const whole = der(
    0x30,
    Buffer.concat([body, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature]))]),
  );
  const lines = whole.toString('base64').replace(/(.{64})/g, '$1\n');
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}
