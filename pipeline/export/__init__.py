"""Records as others want them: training sets, tables, files of annotation tools."""
