/** The part of the test server for S3 that the tests use; it ships no types. */
declare module '@20minutes/s3rver' {
  export default class S3rver {
    constructor(options: {
      readonly address: string;
      readonly port: number;
      readonly silent: boolean;
      readonly directory: string;
      readonly configureBuckets: readonly { readonly name: string }[];
    });
    run(): Promise<{ readonly port: number }>;
    close(): Promise<void>;
    readonly store: {
      existsObject(bucket: string, key: string): Promise<boolean>;
      listObjects(
        bucket: string,
        options: { readonly prefix: string },
      ): Promise<{ objects: { key: string; size: number; lastModifiedDate: Date }[] }>;
    };
  }
}
