/** As `website/data_contract.py` has it: the words of a name, the bucket of a text. */
export const wordsOf = (name) => name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

export const bucketOf = (text, count) => [...text].reduce((number, letter) => (number * 31 + letter.codePointAt(0)) % 65521, 0) % count;
