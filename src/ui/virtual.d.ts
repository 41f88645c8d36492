/** The German catalog of everything the browser says; `scripts/messages/catalogs.ts` makes it of the message files. */
declare module 'virtual:messages/de' {
  const catalog: Readonly<Record<string, string>>;
  export default catalog;
}
