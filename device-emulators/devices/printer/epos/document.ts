import { err, ok, type Result } from "../../../kit/result.ts";
import {
  type AttributesOf,
  type ElementName,
  FORMS,
  ON_PAGE,
  ON_PAGE_ALONE,
  REQUIRED,
  WITH_TEXT,
} from "./forms.ts";

/** Where something stands in a request, both counted from 1. */
export type XmlPlace = { readonly line: number; readonly column: number };

/** An element as XML has it; `text` is all the text between its tags. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
  readonly place: XmlPlace;
};

/** Why a request is no print document: in one sentence, without its data. */
export type EposFault = { readonly place: XmlPlace; readonly detail: string };

/** One thing that is asked of the printer, its attributes read. */
export type EposCommand = {
  [N in ElementName]: {
    readonly name: N;
    readonly attributes: AttributesOf<N>;
    readonly text: string;
    readonly children: readonly EposCommand[];
    readonly place: XmlPlace;
  };
}[ElementName];

export type EposDocument = {
  /** Goes to the printer even while it cannot print. */
  readonly force: boolean;
  readonly commands: readonly EposCommand[];
};

/**
 * Reads the element `epos-print`.
 *
 * @returns its commands, or the first thing that may not stand there
 * @source Epson, ePOS-Print XML User's Manual, XML Reference
 */
export function readEposDocument(element: XmlElement): Result<EposDocument, EposFault> {
  const { force, ...others } = element.attributes;
  const [stray] = Object.keys(others);
  if (stray !== undefined) return fault(element, `has no attribute ${stray}`);
  const commands = readCommands(element, (name) => !ON_PAGE_ALONE.has(name));
  if (!commands.ok) return commands;
  return ok({ force: force === "true" || force === "1", commands: commands.value });
}

function readCommands(
  parent: XmlElement,
  allowed: (name: string) => boolean,
): Result<readonly EposCommand[], EposFault> {
  if (parent.text.trim() !== "") return fault(parent, "has text that stands in no element");
  const commands: EposCommand[] = [];
  for (const child of parent.children) {
    if (!isElement(child.name) || !allowed(child.name)) {
      return fault(child, `is nothing that may stand in ${parent.name}`);
    }
    const command = readCommand(child, child.name);
    if (!command.ok) return command;
    commands.push(command.value);
  }
  return ok(commands);
}

function readCommand(element: XmlElement, name: ElementName): Result<EposCommand, EposFault> {
  const attributes = readAttributes(element, name);
  if (!attributes.ok) return attributes;
  const { text, place } = element;
  if (!WITH_TEXT.has(name) && name !== "page" && text.trim() !== "") {
    return fault(element, "takes no text");
  }
  if (name !== "page" && element.children.length > 0) return fault(element, "takes no elements");
  const children = name === "page" ? readCommands(element, (child) => ON_PAGE.has(child)) : ok([]);
  if (!children.ok) return children;
  // The attributes were read by the form of this very name.
  const read = { name, attributes: attributes.value, text, children: children.value, place };
  return ok(read as EposCommand);
}

function readAttributes(
  element: XmlElement,
  name: ElementName,
): Result<Readonly<Record<string, unknown>>, EposFault> {
  const form: Readonly<Record<string, (text: string) => unknown>> = FORMS[name];
  const read: Record<string, unknown> = {};
  for (const [attribute, text] of Object.entries(element.attributes)) {
    if (!Object.hasOwn(form, attribute)) return fault(element, `has no attribute ${attribute}`);
    const value = form[attribute]?.(text);
    if (value === undefined) return fault(element, `has a ${attribute} that it does not take`);
    read[attribute] = value;
  }
  const missing = REQUIRED[name]?.find((attribute) => !Object.hasOwn(read, attribute));
  return missing === undefined ? ok(read) : fault(element, `lacks the attribute ${missing}`);
}

function isElement(name: string): name is ElementName {
  return Object.hasOwn(FORMS, name);
}

function fault({ name, place }: XmlElement, detail: string): Result<never, EposFault> {
  return err({ place, detail: `${name} ${detail}` });
}
