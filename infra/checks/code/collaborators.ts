import { posix } from 'node:path';
import { type Class, type TSInterfaceDeclaration, type TSType, Visitor } from 'oxc-parser';
import { resolveImport } from '../imports/resolve.ts';
import type { Offence } from '../offence.ts';
import { isTest, type SourceText } from '../source.ts';

const limit = 10;

const plain = new Set([
  'TSStringKeyword',
  'TSNumberKeyword',
  'TSBooleanKeyword',
  'TSBigIntKeyword',
  'TSNullKeyword',
  'TSUndefinedKeyword',
  'TSLiteralType',
]);

const isPlain = (type: TSType): boolean => {
  if (type.type === 'TSUnionType') return type.types.every(isPlain);
  if (type.type === 'TSArrayType') return isPlain(type.elementType);
  if (type.type === 'TSTypeOperator') return isPlain(type.typeAnnotation);
  return plain.has(type.type);
};

type Members = TSInterfaceDeclaration['body']['body'];

/**
 * How many things a bag hands over: its properties that are more than plain values. An interface
 * with methods of its own is no bag but one thing.
 */
const sizeOf = (members: Members): number => {
  if (members.some(({ type }) => type === 'TSMethodSignature')) return 1;
  return members.filter(
    (member) =>
      member.type === 'TSPropertySignature' &&
      member.typeAnnotation !== null &&
      !isPlain(member.typeAnnotation.typeAnnotation),
  ).length;
};

/** The sizes of a file's interfaces by name. */
type Bags = ReadonlyMap<string, number>;

const bagsOf = ({ program }: SourceText): Bags => {
  const bags = new Map<string, number>();
  new Visitor({
    TSInterfaceDeclaration: ({ id, body }) => void bags.set(id.name, sizeOf(body.body)),
  }).visit(program);
  return bags;
};

/** Where the names that a file imports were declared. */
const originsOf = ({ path, program }: SourceText): ReadonlyMap<string, string> => {
  const origins = new Map<string, string>();
  for (const statement of program.body) {
    if (statement.type !== 'ImportDeclaration') continue;
    const { kind, name } = resolveImport(path, statement.source.value);
    if (kind !== 'own') continue;
    for (const { local } of statement.specifiers) origins.set(local.name, posix.normalize(name));
  }
  return origins;
};

const typesOf = (node: Class): (TSType | null)[] => {
  const maker = node.body.body.find(
    (member) => member.type === 'MethodDefinition' && member.kind === 'constructor',
  );
  if (maker?.type !== 'MethodDefinition') return [];
  return maker.value.params.map((parameter) =>
    'typeAnnotation' in parameter ? (parameter.typeAnnotation?.typeAnnotation ?? null) : null,
  );
};

/**
 * A constructor that is handed more than ten things, each property of a bag counted by itself. An
 * interface that comes from elsewhere under another name is one thing.
 */
export const collaborators = (sources: readonly SourceText[]): Offence[] => {
  const bags = new Map(sources.map((source) => [source.path, bagsOf(source)]));
  return sources
    .filter(({ path }) => !isTest(path))
    .flatMap((source) => {
      const origins = originsOf(source);
      const count = (type: TSType | null): number => {
        if (type === null) return 1;
        if (type.type === 'TSTypeLiteral') return sizeOf(type.members);
        if (isPlain(type)) return 0;
        if (type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return 1;
        const { name } = type.typeName;
        return bags.get(origins.get(name) ?? source.path)?.get(name) ?? 1;
      };
      const found: Offence[] = [];
      const look = (node: Class): void => {
        const total = typesOf(node).reduce((sum, type) => sum + count(type), 0);
        if (total <= limit) return;
        found.push({
          rule: 'collaborators',
          path: source.path,
          subject: node.id?.name ?? 'class',
          line: source.lineOf(node.start),
          says: `hands ${total} collaborators to one constructor; ${limit} are the most`,
        });
      };
      new Visitor({ ClassDeclaration: look, ClassExpression: look }).visit(source.program);
      return found;
    });
};
