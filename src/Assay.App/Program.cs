using Assay.App.Commands;

var root = CommandLine.Root(
    "Assay tests a marketplace for counterfeits: it imports feeds, scans every listing, and says why.",
    DemoCommand.Create(),
    FeedsCommand.Create(),
    ImportCommand.Create(),
    ImagesCommand.Create(),
    ScanCommand.Create(),
    ExplainCommand.Create(),
    ExportCommand.Create(),
    MetricsCommand.Create(),
    MonitorCommand.Create(),
    OperatorsCommand.Create(),
    ProductsCommand.Create(),
    ScreenCommand.Create(),
    ServeCommand.Create(),
    SqlCommand.Create(),
    TraceCommand.Create(),
    DoctorCommand.Create());
return await Edge.Run(root, args);
