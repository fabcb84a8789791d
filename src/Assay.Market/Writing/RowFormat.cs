namespace Assay.Market;

internal enum RowFormat
{
    Csv,
    Tsv,
    Jsonl,
}
