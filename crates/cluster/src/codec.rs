//! How a run's functions travel: as what they are made from, never as what they hold.
//!
//! The client writes their recipe into the plan. The scheduler hands it on and cannot call them. An
//! executor opens the look-ups that the recipe names, in a folder of its own, once.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use ballista_core::serde::{BallistaLogicalExtensionCodec, BallistaPhysicalExtensionCodec};
use datafusion::arrow::datatypes::{DataType, SchemaRef};
use datafusion::catalog::TableProvider;
use datafusion::common::{DataFusionError, Result, TableReference, exec_err};
use datafusion::datasource::file_format::FileFormatFactory;
use datafusion::execution::TaskContext;
use datafusion::logical_expr::{
    ColumnarValue, Extension, LogicalPlan, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature,
};
use datafusion::physical_plan::ExecutionPlan;
use datafusion_proto::logical_plan::LogicalExtensionCodec;
use datafusion_proto::physical_plan::{PhysicalExtensionCodec, PhysicalProtoConverterExtension};
use evidence::Recipe;

/// Between these stands what is said in words of ours, which may be handed on to whoever asked.
pub(crate) const OURS: [&str; 2] = ["⟦fairlead: ", "⟧"];

/// A function with its recipe, so that it can be sent on.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Shipped {
    recipe: Arc<str>,
    /// The function itself, or on a scheduler one that holds nothing.
    function: ScalarUDF,
    is_hollow: bool,
}

impl ScalarUDFImpl for Shipped {
    fn name(&self) -> &str {
        self.function.name()
    }

    fn signature(&self) -> &Signature {
        self.function.signature()
    }

    fn return_type(&self, types: &[DataType]) -> Result<DataType> {
        self.function.return_type(types)
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        if self.is_hollow {
            return exec_err!("a function without its look-up was called");
        }
        self.function.invoke_with_args(arguments)
    }
}

/// What a process of the cluster can make of a recipe.
#[derive(Debug)]
enum Makes {
    /// Nothing: it asks, and every function of its run is made so.
    Asks(Arc<str>),
    /// Functions that can be planned with and handed on.
    Plans,
    /// Functions that count, from the look-ups of a folder.
    Counts { references: PathBuf, made: Mutex<BTreeMap<Arc<str>, Vec<ScalarUDF>>> },
}

/// How many recipes an executor keeps the look-ups of.
const KEPT: usize = 8;

/// The functions of runs, as bytes and back.
#[derive(Debug)]
pub(crate) struct Functions(Makes);

impl Functions {
    /// Of a run that is asked for.
    pub(crate) fn asked(recipe: &Recipe) -> Result<Arc<Self>> {
        let recipe = serde_json::to_string(recipe)
            .map_err(|_| DataFusionError::Plan("a recipe cannot be written".to_owned()))?;
        Ok(Arc::new(Self(Makes::Asks(recipe.into()))))
    }

    /// On a scheduler.
    pub(crate) fn planned() -> Arc<Self> {
        Arc::new(Self(Makes::Plans))
    }

    /// On an executor whose look-ups lie in a folder.
    pub(crate) fn counted(references: PathBuf) -> Arc<Self> {
        Arc::new(Self(Makes::Counts { references, made: Mutex::default() }))
    }

    fn encode(&self, function: &ScalarUDF, into: &mut Vec<u8>) {
        let shipped: &dyn std::any::Any = function.inner().as_ref();
        if let Some(shipped) = shipped.downcast_ref::<Shipped>() {
            into.extend_from_slice(shipped.recipe.as_bytes());
        } else if let Makes::Asks(recipe) = &self.0
            && named(Recipe::hollow(), function.name()).is_some()
        {
            into.extend_from_slice(recipe.as_bytes());
        }
    }

    fn decode(&self, name: &str, from: &[u8]) -> Result<Arc<ScalarUDF>> {
        let not_ours = || DataFusionError::Plan("a function is not one of a run".to_owned());
        let recipe: Arc<str> = str::from_utf8(from).map_err(|_| not_ours())?.into();
        let (all, is_hollow) = match &self.0 {
            Makes::Asks(_) | Makes::Plans => (Recipe::hollow(), true),
            Makes::Counts { references, made } => {
                let mut made = made.lock().unwrap_or_else(PoisonError::into_inner);
                let all = if let Some(all) = made.get(&recipe) {
                    all.clone()
                } else {
                    let read: Recipe = serde_json::from_str(&recipe).map_err(|_| not_ours())?;
                    let all = read.functions(references).map_err(|error| ours(&error))?;
                    if made.len() >= KEPT {
                        made.clear();
                    }
                    made.insert(Arc::clone(&recipe), all.clone());
                    all
                };
                (all, false)
            }
        };
        let function = named(all, name).ok_or_else(not_ours)?;
        Ok(Arc::new(ScalarUDF::new_from_impl(Shipped { recipe, function, is_hollow })))
    }
}

fn named(all: Vec<ScalarUDF>, name: &str) -> Option<ScalarUDF> {
    all.into_iter().find(|function| function.name() == name)
}

/// An error of ours, marked so that whoever asked is told.
fn ours(error: &evidence::Error) -> DataFusionError {
    let [before, after] = OURS;
    DataFusionError::Execution(format!("{before}{error}{after}"))
}

/// Plans as they go from the client to the scheduler.
#[derive(Debug)]
pub(crate) struct Logical(Arc<Functions>, BallistaLogicalExtensionCodec);

impl Logical {
    pub(crate) fn new(functions: &Arc<Functions>) -> Arc<Self> {
        Arc::new(Self(Arc::clone(functions), BallistaLogicalExtensionCodec::default()))
    }
}

impl LogicalExtensionCodec for Logical {
    fn try_decode(&self, from: &[u8], of: &[LogicalPlan], task: &TaskContext) -> Result<Extension> {
        self.1.try_decode(from, of, task)
    }

    fn try_encode(&self, node: &Extension, into: &mut Vec<u8>) -> Result<()> {
        self.1.try_encode(node, into)
    }

    fn try_decode_table_provider(
        &self,
        from: &[u8],
        table: &TableReference,
        schema: SchemaRef,
        task: &TaskContext,
    ) -> Result<Arc<dyn TableProvider>> {
        self.1.try_decode_table_provider(from, table, schema, task)
    }

    fn try_encode_table_provider(
        &self,
        table: &TableReference,
        node: Arc<dyn TableProvider>,
        into: &mut Vec<u8>,
    ) -> Result<()> {
        self.1.try_encode_table_provider(table, node, into)
    }

    fn try_decode_file_format(
        &self,
        from: &[u8],
        task: &TaskContext,
    ) -> Result<Arc<dyn FileFormatFactory>> {
        self.1.try_decode_file_format(from, task)
    }

    fn try_encode_file_format(
        &self,
        into: &mut Vec<u8>,
        node: Arc<dyn FileFormatFactory>,
    ) -> Result<()> {
        self.1.try_encode_file_format(into, node)
    }

    fn try_decode_udf(&self, name: &str, from: &[u8]) -> Result<Arc<ScalarUDF>> {
        self.0.decode(name, from)
    }

    fn try_encode_udf(&self, node: &ScalarUDF, into: &mut Vec<u8>) -> Result<()> {
        self.0.encode(node, into);
        Ok(())
    }
}

/// Plans as they go from the scheduler to the executors.
#[derive(Debug)]
pub(crate) struct Physical(Arc<Functions>, BallistaPhysicalExtensionCodec);

impl Physical {
    pub(crate) fn new(functions: &Arc<Functions>) -> Arc<Self> {
        Arc::new(Self(Arc::clone(functions), BallistaPhysicalExtensionCodec::default()))
    }
}

impl PhysicalExtensionCodec for Physical {
    fn try_decode(
        &self,
        from: &[u8],
        of: &[Arc<dyn ExecutionPlan>],
        task: &TaskContext,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        self.1.try_decode(from, of, task, converter)
    }

    fn try_encode(
        &self,
        node: Arc<dyn ExecutionPlan>,
        into: &mut Vec<u8>,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<()> {
        self.1.try_encode(node, into, converter)
    }

    fn try_decode_udf(&self, name: &str, from: &[u8]) -> Result<Arc<ScalarUDF>> {
        self.0.decode(name, from)
    }

    fn try_encode_udf(&self, node: &ScalarUDF, into: &mut Vec<u8>) -> Result<()> {
        self.0.encode(node, into);
        Ok(())
    }
}
