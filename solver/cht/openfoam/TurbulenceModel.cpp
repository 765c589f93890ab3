// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/cht/openfoam/TurbulenceModel.h"

#include "solver/cht/openfoam/MemoryFiles.h"
#include "solver/cht/openfoam/SwingDamping.h"
#include "solver/core/Error.h"

#include "fvcSurfaceIntegrate.H"
#include "inletOutletFvPatchFields.H"
#include "turbulentTransportModel.H"
#include "volFields.H"

#include <fmt/format.h>

#include <cmath>

namespace coldloop::cht {

namespace {

constexpr double betaStar = 0.09; // epsilon = betaStar k omega

const char* const schemes = R"(
ddtSchemes { default localEuler; }
gradSchemes { default Gauss linear; }
divSchemes { default bounded Gauss limitedLinear 1; }
laplacianSchemes { default Gauss linear corrected; }
interpolationSchemes { default linear; }
snGradSchemes { default corrected; }
wallDist { method meshWave; }
)";
const char* const linearSolvers = R"(
solvers { ".*" { solver PBiCGStab; preconditioner DILU; tolerance 1e-14; relTol 1e-3; maxIter 200; } }
relaxationFactors { equations { ".*" 0.9; } }
)";

// Molecular viscosity that is given from outside.
class GivenViscosity : public Foam::transportModel {
public:
    explicit GivenViscosity(const Foam::fvMesh& mesh)
        : nu_(Foam::IOobject("nu", mesh.time().timeName(), mesh), mesh,
              Foam::dimensionedScalar("nu", Foam::dimViscosity, 1.0), "zeroGradient")
    {
    }
    Foam::tmp<Foam::volScalarField> nu() const override { return nu_; }
    Foam::tmp<Foam::scalarField> nu(const Foam::label patch) const override { return nu_.boundaryField()[patch]; }
    void correct() override {}
    bool read() override { return true; }
    Foam::volScalarField& field() { return nu_; }

private:
    Foam::volScalarField nu_;
};

bool coupled(const Foam::fvPatch& patch) { return patch.coupled() || patch.type() == "symmetry"; }

// The text of a field: `wall` is the type on walls, `open` the entries of openings.
std::string fieldText(const Foam::fvMesh& mesh, const std::string& dimensions, double value, const std::string& wall,
                      const std::string& open)
{
    std::string text =
        fmt::format("dimensions {};\ninternalField uniform {:.17g};\nboundaryField\n{{\n", dimensions, value);
    for (const Foam::fvPatch& patch : mesh.boundary()) {
        const std::string type = coupled(patch) ? patch.type() : patch.type() == "wall" ? wall : open;
        text += fmt::format("{} {{ type {}; value uniform {:.17g}; }}\n", patch.name(), type, value);
    }
    return text + "}\n";
}

void fill(Foam::volScalarField& field, const std::vector<double>& values)
{
    std::copy(values.begin(), values.end(), field.primitiveFieldRef().begin());
    field.correctBoundaryConditions();
}

} // namespace

struct TurbulenceModel::Impl {
    Impl(const TurbulentPart& part, const std::vector<std::string>& walls)
        : foam(part.mesh, walls, part.processors), mesh(foam.mesh())
    {
    }

    void readControls()
    {
        Foam::fvSchemes& ofMesh = mesh;
        Foam::fvSolution& solution = mesh;
        ofMesh.readOpt() = Foam::IOobject::MUST_READ;
        solution.readOpt() = Foam::IOobject::MUST_READ;
        ofMesh.Foam::fvSchemes::read();
        solution.Foam::solution::read();
    }

    void makeFields()
    {
        const auto object = [&](const char* name) {
            return Foam::IOobject(name, mesh.time().timeName(), mesh, Foam::IOobject::NO_READ,
                                  Foam::IOobject::NO_WRITE);
        };
        nu = std::make_unique<GivenViscosity>(mesh);
        u = std::make_unique<Foam::volVectorField>(
            object("U"), mesh, Foam::dimensionedVector(Foam::dimVelocity, Foam::Zero), "fixedValue");
        phi = std::make_unique<Foam::surfaceScalarField>(
            object("phi"), mesh, Foam::dimensionedScalar("phi", Foam::dimVolume / Foam::dimTime, 0.0));
        damping = std::make_unique<SwingDamping>(mesh.nCells());
        rate = std::make_unique<Foam::volScalarField>(
            object("rDeltaT"), mesh, Foam::dimensionedScalar("rate", Foam::dimless / Foam::dimTime, 1.0));
    }

    void setFlow(const MeanFlow& flow);
    void setInflow(Foam::volScalarField& field, const std::vector<TurbulentInflow>& inflow,
                   double TurbulentInflow::*value);
    void setRate();
    void watch();

    Foam::volScalarField& named(const std::string& name) const
    {
        return mesh.lookupObjectRef<Foam::volScalarField>(name);
    }

    FoamMesh foam;
    Foam::fvMesh& mesh;
    std::string dissipation; // omega or epsilon
    std::unique_ptr<GivenViscosity> nu;
    std::unique_ptr<Foam::volVectorField> u;
    std::unique_ptr<Foam::surfaceScalarField> phi;
    std::unique_ptr<Foam::volScalarField> rate;
    Foam::autoPtr<Foam::incompressible::turbulenceModel> model;
    std::unique_ptr<SwingDamping> damping; // parts of the rate at which convection exchanges the cells' fluid
};

void TurbulenceModel::Impl::setFlow(const MeanFlow& flow)
{
    fill(nu->field(), flow.viscosity);
    const auto vector = [](const Vec3& v) { return Foam::vector(v[0], v[1], v[2]); };
    forAll(u->primitiveField(), c) u->primitiveFieldRef()[c] = vector(flow.velocity[c]);
    std::copy_n(flow.flux.begin(), mesh.nInternalFaces(), phi->primitiveFieldRef().begin());
    forAll(mesh.boundary(), p)
    {
        const Foam::fvPatch& patch = mesh.boundary()[p];
        Foam::scalarField through(patch.size());
        Foam::vectorField velocity(patch.size());
        forAll(through, i)
        {
            through[i] = flow.flux[patch.start() + i];
            velocity[i] = vector(flow.boundaryVelocity[patch.start() + i - mesh.nInternalFaces()]);
        }
        phi->boundaryFieldRef()[p] == through;
        if (!coupled(patch)) u->boundaryFieldRef()[p] == velocity;
    }
    u->correctBoundaryConditions();
    setInflow(named("k"), flow.inflow, &TurbulentInflow::k);
    setInflow(named(dissipation), flow.inflow, &TurbulentInflow::dissipation);
}

void TurbulenceModel::Impl::setInflow(Foam::volScalarField& field, const std::vector<TurbulentInflow>& inflow,
                                      double TurbulentInflow::*value)
{
    forAll(mesh.boundary(), p)
    {
        Foam::fvPatchScalarField& patch = field.boundaryFieldRef()[p];
        if (!Foam::isA<Foam::inletOutletFvPatchScalarField>(patch)) continue;
        Foam::refCast<Foam::inletOutletFvPatchScalarField>(patch).refValue() = inflow[p].*value;
    }
}

// One over the time of the next step.
void TurbulenceModel::Impl::setRate()
{
    const Foam::scalarField &k = named("k"), &d = named(dissipation);
    Foam::scalarField& r = rate->primitiveFieldRef();
    r = 0.5 * Foam::fvc::surfaceSum(Foam::mag(*phi))().primitiveField() / mesh.V();
    forAll(r, c) r[c] = (*damping)[c] * r[c] + (dissipation == "omega" ? betaStar * d[c] : d[c] / k[c]);
    for (const char* name : {"k", dissipation.c_str()}) named(name).oldTime() == named(name);
}

void TurbulenceModel::Impl::watch()
{
    for (int i : {0, 1}) {
        const Foam::volScalarField& field = named(i == 0 ? "k" : dissipation);
        damping->watch(i, field.oldTime().primitiveField().cdata(), field.primitiveField().cdata());
    }
}

TurbulenceModel::TurbulenceModel(const std::string& name, const TurbulentPart& part,
                                 const std::vector<FlowBoundary>& kinds, const TurbulentInflow& start)
{
    const FoamParallel together;
    std::vector<std::string> walls;
    for (std::size_t p = 0; p < kinds.size(); ++p)
        if (kinds[p] == FlowBoundary::wall && part.mesh.patches[p].kind == meshes::PatchKind::plain)
            walls.push_back(part.mesh.patches[p].name);
    try {
        impl_ = std::make_unique<Impl>(part, walls);
        const Foam::fvMesh& mesh = impl_->mesh;
        impl_->dissipation = name == "kEpsilon" ? "epsilon" : "omega";
        const double nut = impl_->dissipation == "omega" ? start.k / start.dissipation
                                                         : betaStar * start.k * start.k / start.dissipation;
        const MemoryFiles files(
            {{"fvSchemes", schemes},
             {"fvSolution", linearSolvers},
             {"turbulenceProperties",
              fmt::format("simulationType RAS; RAS {{ RASModel {}; turbulence on; printCoeffs off; }}", name)},
             {"k",
              fieldText(mesh, "[0 2 -2 0 0 0 0]", start.k, "kqRWallFunction", "inletOutlet; inletValue uniform 0")},
             {"omega", fieldText(mesh, "[0 0 -1 0 0 0 0]", start.dissipation, "omegaWallFunction",
                                 "inletOutlet; inletValue uniform 1")},
             {"epsilon", fieldText(mesh, "[0 2 -3 0 0 0 0]", start.dissipation, "epsilonWallFunction",
                                   "inletOutlet; inletValue uniform 1")},
             {"nut", fieldText(mesh, "[0 2 -1 0 0 0 0]", nut, "nutUSpaldingWallFunction; tolerance 1e-10; maxIter 50",
                               "calculated")}});
        impl_->readControls();
        impl_->makeFields();
        impl_->model = Foam::incompressible::turbulenceModel::New(*impl_->u, *impl_->phi, *impl_->nu);
        // Between ranks wallDist leaves the distance of the faces, where the models expect that of the cells beyond.
        if (mesh.foundObject<Foam::volScalarField>("yWall")) impl_->named("yWall").correctBoundaryConditions();
    } catch (const Foam::error& error) {
        throw SolveError("turbulence: OpenFOAM refuses model '" + name + "': " + error.message());
    }
}

TurbulenceModel::~TurbulenceModel() = default;

void TurbulenceModel::iterate(const MeanFlow& flow)
{
    const FoamParallel together;
    try {
        impl_->setFlow(flow);
        impl_->setRate();
        impl_->model->correct();
        impl_->watch();
    } catch (const Foam::error& error) {
        throw SolveError("turbulence: OpenFOAM stops: " + error.message());
    }
}

std::vector<double> TurbulenceModel::eddyViscosity() const { return field("nut"); }

std::vector<WallState> TurbulenceModel::boundary() const
{
    const Foam::fvMesh& mesh = impl_->mesh;
    std::vector<WallState> states(mesh.nFaces() - mesh.nInternalFaces());
    forAll(mesh.boundary(), p)
    {
        const Foam::fvPatch& patch = mesh.boundary()[p];
        WallState* state = states.data() + patch.start() - mesh.nInternalFaces();
        const Foam::scalarField& nut = impl_->named("nut").boundaryField()[p];
        forAll(nut, i) state[i].eddyViscosity = nut[i];
        if (patch.type() != "wall") continue;
        const Foam::scalarField gradient(Foam::mag(impl_->u->boundaryField()[p].snGrad()));
        const Foam::scalarField nu(impl_->nu->nu(p));
        const Foam::scalarField& y = impl_->model->y()[p];
        forAll(nut, i)
        {
            state[i].frictionVelocity = std::sqrt((nu[i] + nut[i]) * gradient[i]);
            state[i].yPlus = y[i] * state[i].frictionVelocity / nu[i];
        }
    }
    return states;
}

std::vector<std::string> TurbulenceModel::fieldNames() const { return {"k", impl_->dissipation, "nut"}; }

std::vector<double> TurbulenceModel::field(const std::string& name) const
{
    const Foam::scalarField& values = impl_->named(name);
    return {values.begin(), values.end()};
}

void TurbulenceModel::setField(const std::string& name, const std::vector<double>& values)
{
    const FoamParallel together;
    Foam::volScalarField& field = impl_->named(name);
    std::copy(values.begin(), values.end(), field.primitiveFieldRef().begin());
    Foam::volScalarField::Boundary& boundary = field.boundaryFieldRef(); // walls are the model's own affair
    for (Foam::fvPatchScalarField& patch : boundary)
        if (patch.coupled()) patch.initEvaluate(Foam::Pstream::commsTypes::blocking);
    for (Foam::fvPatchScalarField& patch : boundary)
        if (patch.coupled()) patch.evaluate(Foam::Pstream::commsTypes::blocking);
}

void TurbulenceModel::meetWalls(const MeanFlow& flow)
{
    const FoamParallel together;
    impl_->setFlow(flow);
    impl_->named("nut").correctBoundaryConditions();
}

} // namespace coldloop::cht
